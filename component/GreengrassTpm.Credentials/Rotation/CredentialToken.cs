using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// The device's token as a rotation sees it. Each member is a sequence of its own on the module, looks at the token afresh,
/// and can be repeated: it finds what an earlier run has done, and finishes it.
/// </summary>
/// <param name="location">The token; with a lock file, or a store folder to lock. Must not be open in this process.</param>
/// <param name="openPin">Reads the user PIN; called only when the token is about to be logged in to. What it returns is wiped.</param>
/// <param name="label">The active label, by which the nucleus finds its credential.</param>
public sealed class CredentialToken(TokenLocation location, Func<Pin> openPin, string label)
{
    /// <summary>The active label.</summary>
    public string Label { get; } = label;

    /// <summary>The token's label.</summary>
    public string TokenLabel => location.TokenLabel;

    /// <summary>Reads the active credential without login: certificate and public key are public objects.</summary>
    /// <returns>The credential, without its private key.</returns>
    /// <exception cref="TokenException">The token cannot be read; <see cref="CredentialUnusableException"/>.</exception>
    public ActiveCredential ReadActive()
    {
        using var mask = CreationMask.ForGroup();
        using var reader = TokenReader.Open(location);
        return ActiveCredential.Of(TokenLabel, reader.ReadContents(), Label, loggedIn: false);
    }

    /// <summary>Logs in and reads everything.</summary>
    /// <returns>The token as it is now.</returns>
    /// <exception cref="TokenException">The token cannot be read.</exception>
    public TokenContents Look() => Read(reader => reader.ReadContents());

    /// <summary>Generates the staged key pair. A half that a killed run has left is removed first; a whole pair is kept.</summary>
    /// <param name="rotation">The rotation; its record with the staged CKA_ID is durable.</param>
    /// <returns>The digest of the pair.</returns>
    /// <exception cref="TokenException">It could not be generated.</exception>
    /// <exception cref="DestructionRefusedException">What stands in its place is a key that is still needed.</exception>
    internal string GenerateKey(Rotation rotation) =>
        Write(token =>
        {
            while (DestroyUnrecognisedHalf(token, rotation))
            {
                // The next half.
            }

            var id = Convert.FromHexString(rotation.StagedId);
            var contents = token.ReadContents();
            var found = DestructionRule.Remains(rotation, RotationRole.Staged, contents);
            if (IsPair(found))
            {
                return found[0].Identity.Digest;
            }

            foreach (var half in found)
            {
                DestructionRule.RequireUnneeded(TokenLabel, rotation, RotationRole.Staged, contents, half);
                token.Destroy(half.Identity, id);
            }

            return token
                .GenerateKeyPair(rotation.KeyAlgorithm, Label + RotationObjects.StagedSuffix, id)
                .Identity.Digest;
        });

    /// <summary>Makes a request for the new certificate: of the staged key, or of the active one where the key stays.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <returns>PKCS#10 in DER; null where the key that the journal names is not on the token.</returns>
    /// <exception cref="TokenException">The token did not sign.</exception>
    internal byte[]? CreateRequest(Rotation rotation) =>
        Read(reader =>
        {
            var contents = reader.ReadContents();
            var active = ActiveCredential.Of(TokenLabel, contents, Label, loggedIn: true);
            var listed = rotation.Objects.FirstOrDefault(one =>
                one is { Role: RotationRole.Staged, Class: TokenObjectClass.PrivateKey }
            );
            var key =
                rotation.Mode == RotationMode.CertificateOnly ? active.PrivateKey
                : listed is null ? null
                : contents.Find(listed.Identity);
            return key is null
                ? null
                : Pkcs10.Create(
                    CertificateKey.SubjectOf(active.Certificate.Content.Span),
                    key,
                    reader.SignerOf(key.Identity)
                );
        });

    /// <summary>Stores the new certificate where it is staged, unless it is there: the store may lag behind the journal after a power cut.</summary>
    /// <param name="rotation">The rotation, with the certificate on its list and as PEM.</param>
    /// <exception cref="TokenException">It could not be stored; <see cref="CertificateUnusableException"/>: its key is gone.</exception>
    internal void StoreCertificate(Rotation rotation)
    {
        using var certificate = X509Certificate2.CreateFromPem(rotation.CertificatePem);
        var der = certificate.RawDataMemory;
        var place = rotation.StagedCertificate.Before;
        Write(token =>
        {
            var identity = ObjectIdentity.OfCertificate(der.Span);
            if (!token.ReadContents().All(identity).Any(one => one.Label == place.Label && one.IdHex == place.Id))
            {
                token.StoreCertificate(der, place.Label, Convert.FromHexString(place.Id));
            }

            return identity;
        });
    }

    /// <summary>Makes the writes that are missing for one credential to stand under the active label.</summary>
    /// <param name="objects">The objects of the rotation, durable in the journal.</param>
    /// <param name="direction">Which credential.</param>
    /// <exception cref="SwitchIncompleteException">An object of that credential is not on the token.</exception>
    /// <exception cref="TokenException">A write failed; some may have been made.</exception>
    internal void Switch(IReadOnlyList<RotationObject> objects, SwitchDirection direction)
    {
        using var pin = openPin();
        using var mask = CreationMask.ForGroup();
        TokenSwitch.Apply(location, pin, objects, direction);
    }

    /// <summary>Destroys what is left of the credential that a rotation has given up, one object by one sequence.</summary>
    /// <param name="rotation">The rotation; its journal is whole.</param>
    /// <param name="role">The credential that it has given up.</param>
    /// <exception cref="DestructionRefusedException">An object is still needed; nothing more was destroyed.</exception>
    /// <exception cref="TokenException">An object could not be destroyed; others may have been.</exception>
    internal void Destroy(Rotation rotation, RotationRole role)
    {
        while (Write(token => DestroyNext(token, rotation, role)))
        {
            // The next object.
        }
    }

    private bool DestroyUnrecognisedHalf(WritableToken token, Rotation rotation)
    {
        var contents = token.ReadContents();
        if (DestructionRule.UnrecognisedHalf(rotation, contents) is not { } half)
        {
            return false;
        }

        // Throws unless a whole credential stands under the active label, of which an unknown object is no part.
        ActiveCredential.Of(TokenLabel, contents, Label, loggedIn: true);
        token.Destroy(half);
        return true;
    }

    private bool DestroyNext(WritableToken token, Rotation rotation, RotationRole role)
    {
        if (role == RotationRole.Staged && DestroyUnrecognisedHalf(token, rotation))
        {
            return true;
        }

        var contents = token.ReadContents();
        var remains = DestructionRule.Remains(rotation, role, contents);
        if (remains.Count == 0)
        {
            return false;
        }

        DestructionRule.RequireUnneeded(TokenLabel, rotation, role, contents, remains[0]);
        token.Destroy(remains[0].Identity, remains[0].Id);
        return remains.Count > 1;
    }

    private static bool IsPair(IReadOnlyList<TokenObject> found) =>
        found is [{ Class: TokenObjectClass.PrivateKey } one, { Class: TokenObjectClass.PublicKey } other]
        && one.Identity.Digest == other.Identity.Digest;

    // The module makes files in the store that the nucleus' group has to be able to open.
    private T Read<T>(Func<TokenReader, T> read)
    {
        using var pin = openPin();
        using var mask = CreationMask.ForGroup();
        using var reader = TokenReader.Open(location, pin);
        return read(reader);
    }

    private T Write<T>(Func<WritableToken, T> write)
    {
        using var pin = openPin();
        using var mask = CreationMask.ForGroup();
        return TokenWriter.Write(location, pin, write);
    }
}
