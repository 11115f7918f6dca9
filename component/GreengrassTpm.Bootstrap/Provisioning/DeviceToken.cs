using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The token of this device, existing or to be made. Each member is a sequence of its own on the module.</summary>
internal sealed class DeviceToken
{
    private readonly TokenLocation _location;
    private readonly DeviceFolders _folders;
    private readonly UnixGroup _group;
    private TokenPicture? _picture;
    private byte[]? _request;

    internal DeviceToken(DeviceFacts device, ProvisioningSettings settings, DeviceFolders folders)
    {
        _location = new TokenLocation(device.ModulePath, settings.TokenLabel)
        {
            StoreFolder = settings.Store,
            Tcti = device.Tcti,
            LockFile = folders.TokenLock,
            RefusedPinFile = folders.RefusedPin,
        };
        _folders = folders;
        _group = device.StoreGroup;
    }

    /// <summary>Where it is.</summary>
    internal TokenLocation Location => _location;

    /// <summary>What is on the token; looked up once after each change.</summary>
    /// <param name="isOurs">Whether the record says that we made it. The PIN is never tried on a token of somebody else.</param>
    /// <exception cref="TokenException">The token cannot be examined.</exception>
    internal TokenPicture Look(bool isOurs) => _picture ??= LockoutExplanation.Around(_location, () => Read(isOurs));

    /// <summary>Makes the token, or finishes one that a killed run has left.</summary>
    /// <exception cref="TokenException">It could not be made.</exception>
    internal void Initialise(Pin securityOfficer, Pin user) =>
        Change(() =>
            TokenInitialiser.Initialise(
                _location,
                securityOfficer,
                user,
                store => _group.Share(store, StoreAccess.FileMode),
                Picture
            )
        );

    /// <summary>
    /// Generates the key pair; half of one that a killed run has left is removed first. The request for its certificate is signed
    /// while the token is open to read the key back: each opening and login costs the chip more than the signature.
    /// </summary>
    /// <returns>The new private key.</returns>
    /// <exception cref="TokenException">It could not be generated.</exception>
    internal TokenObject GenerateKey(Pin user, RecordedKey key, KeyAlgorithm algorithm, string thingName) =>
        Change(() =>
            TokenWriter.Write(
                _location,
                user,
                token =>
                {
                    byte[] id = Convert.FromHexString(key.Id);
                    foreach (TokenObject half in token.ReadContents().WithId(id))
                    {
                        token.Destroy(half.Identity, id);
                    }

                    return token.GenerateKeyPair(algorithm, key.Label, id);
                },
                written =>
                {
                    Picture(written);
                    _request = Sign(written.Contents, written.SignerOf, key, thingName);
                }
            )
        );

    /// <summary>A certificate request for the key, signed by the token.</summary>
    /// <returns>PKCS#10 in DER.</returns>
    /// <exception cref="TokenException">The token did not sign.</exception>
    internal byte[] SignRequest(Pin user, RecordedKey key, string thingName) =>
        _request ??= LockoutExplanation.Around(
            _location,
            () =>
            {
                using TokenReader reader = Open(user);
                return Sign(reader.ReadContents(), reader.SignerOf, key, thingName);
            }
        );

    /// <summary>Stores the certificate beside its key.</summary>
    /// <exception cref="TokenException">It could not be stored.</exception>
    internal void StoreCertificate(Pin user, RecordedKey key, X509Certificate2 certificate) =>
        Change(() =>
            TokenWriter.Write(
                _location,
                user,
                token => token.StoreCertificate(certificate.RawData, key.Label, Convert.FromHexString(key.Id)),
                Picture
            )
        );

    private static byte[] Sign(
        TokenContents contents,
        Func<ObjectIdentity, SignOnToken> signerOf,
        RecordedKey key,
        string thingName
    )
    {
        X500DistinguishedNameBuilder subject = new();
        subject.AddCommonName(thingName);
        TokenObject privateKey = contents
            .WithId(Convert.FromHexString(key.Id))
            .Single(item => item.Class == TokenObjectClass.PrivateKey);
        return Pkcs10.Create(subject.Build(), privateKey, signerOf(privateKey.Identity));
    }

    /// <summary>What was read back after a change is what is there now.</summary>
    private void Picture(TokenReadBack written) =>
        _picture = new TokenPicture(true, true, written.Token.Slot, written.Contents);

    private T Change<T>(Func<T> change)
    {
        _picture = null;
        return LockoutExplanation.Around(
            _location,
            () =>
            {
                using CreationMask mask = CreationMask.ForGroup();
                return change();
            }
        );
    }

    private TokenPicture Read(bool isOurs)
    {
        if (!_location.HasStore)
        {
            return TokenPicture.None;
        }

        try
        {
            return isOurs && File.Exists(_folders.UserPin) ? ReadAll() : ReadPublic(hasUserPin: true);
        }
        catch (TokenNotFoundException)
        {
            return TokenPicture.None;
        }
    }

    private TokenPicture ReadAll()
    {
        try
        {
            using Pin pin = UserPin.Read(_folders);
            using TokenReader reader = Open(pin);
            return new TokenPicture(true, true, reader.Token.Slot, reader.ReadContents());
        }
        catch (PinNotInitialisedException)
        {
            return ReadPublic(hasUserPin: false);
        }
    }

    private TokenPicture ReadPublic(bool hasUserPin)
    {
        using TokenReader reader = Open(null);
        return new TokenPicture(true, hasUserPin, reader.Token.Slot, reader.ReadContents());
    }

    private TokenReader Open(Pin? pin)
    {
        using CreationMask mask = CreationMask.ForGroup();
        return TokenReader.Open(_location, pin);
    }
}
