using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace GreengrassTpm.Pkcs11;

/// <summary>A session with one token: login, objects, signatures. One operation at a time, on whatever thread.</summary>
internal sealed class TokenSession : IDisposable
{
    private const int LongestSignature = 1024; // RSA-8192
    private const int FindBatch = 64;
    private const int MostObjects = 10_000;

    private readonly Pkcs11Library _library;
    private readonly ulong _session;
    private readonly RefusedPin? _refused;
    private readonly Lock _operation = new();
    private bool _disposed;

    private TokenSession(Pkcs11Library library, ulong session, TokenInformation token, RefusedPin? refused)
    {
        _refused = refused;
        _library = library;
        _session = session;
        Token = token;
    }

    /// <summary>The token as it was when the session was opened.</summary>
    public TokenInformation Token { get; }

    /// <summary>Opens a session.</summary>
    /// <param name="module">The module, initialised.</param>
    /// <param name="token">The token.</param>
    /// <param name="writable">Whether it can change the token.</param>
    /// <param name="refusedPinFile">The file that remembers refused PINs; null for none.</param>
    /// <exception cref="Pkcs11CallException">C_OpenSession failed.</exception>
    public static TokenSession Open(
        Pkcs11Module module,
        TokenInformation token,
        bool writable,
        string? refusedPinFile = null
    )
    {
        ulong flags = CKF.CKF_SERIAL_SESSION | (writable ? CKF.CKF_RW_SESSION : 0u);
        ulong session = 0;
        ReturnValue.Check("C_OpenSession", module.Library.C_OpenSession(token.Slot, flags, 0, 0, ref session));
        RefusedPin? refused = refusedPinFile is null ? null : new RefusedPin(refusedPinFile);
        return new TokenSession(module.Library, session, token, refused);
    }

    /// <summary>Logs in by one single try. A PIN that was refused before, by whatever token, is not tried at all.</summary>
    /// <exception cref="PinRefusedException">The PIN was refused.</exception>
    /// <exception cref="PinLockedException">The token takes no PIN at present.</exception>
    /// <exception cref="PinNotInitialisedException">The token has no user PIN yet.</exception>
    /// <exception cref="Pkcs11CallException">C_Login failed in another way.</exception>
    public void Login(TokenUser user, Pin pin)
    {
        byte[] bytes = pin.Bytes();
        if (pin.WasRefused || _refused?.Is(Token.Label, user, pin) == true)
        {
            throw new PinRefusedException(Token.Label, user, "refused before");
        }

        CKU type = user == TokenUser.SecurityOfficer ? CKU.CKU_SO : CKU.CKU_USER;
        CKR result = _library.C_Login(_session, type, bytes, (ulong)bytes.Length);
        switch (result)
        {
            case CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_EXPIRED:
                pin.WasRefused = true;
                _refused?.Remember(Token.Label, user, pin);
                throw new PinRefusedException(Token.Label, user, ReturnValue.NameOf(result));
            case CKR.CKR_PIN_LOCKED:
                throw new PinLockedException(Token.Label, user);
            case CKR.CKR_USER_PIN_NOT_INITIALIZED:
                throw new PinNotInitialisedException(Token.Label);
            default:
                ReturnValue.Check("C_Login", result);
                _refused?.Forget();
                break;
        }
    }

    /// <summary>All keys and certificates that the login shows.</summary>
    public TokenContents ReadContents()
    {
        lock (_operation)
        {
            ThrowIfDisposed();
            return Identify().Contents;
        }
    }

    /// <summary>The one object with an identity, and with an id where one is given.</summary>
    /// <exception cref="ObjectNotFoundException">There is none.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    public ObjectAttributes Find(ObjectIdentity identity, ReadOnlyMemory<byte>? id = null)
    {
        lock (_operation)
        {
            ThrowIfDisposed();
            FoundObject[] found =
            [
                .. Identify()
                    .Found.Where(one => one.Object.Identity == identity)
                    .Where(one => id is null || one.Object.Id.Span.SequenceEqual(id.Value.Span)),
            ];
            return found.Length switch
            {
                1 => found[0].Attributes,
                0 => throw new ObjectNotFoundException(Token.Label, identity),
                _ => throw new ObjectAmbiguousException(Token.Label, identity, found.Length),
            };
        }
    }

    /// <summary>The one object that could not be identified at a label and an id; null where there is none, or several.</summary>
    public ObjectAttributes? Find(UnrecognisedObject wanted)
    {
        lock (_operation)
        {
            ThrowIfDisposed();
            ObjectAttributes[] found =
            [
                .. Identify()
                    .Unrecognised.Where(one => one.Object.StandsAt(wanted.Class, wanted.Label, wanted.Id))
                    .Select(one => one.Attributes),
            ];
            return found.Length == 1 ? found[0] : null;
        }
    }

    /// <summary>Signs with a private key of the token.</summary>
    /// <exception cref="Pkcs11CallException">C_SignInit or C_Sign failed.</exception>
    public byte[] Sign(ulong key, TokenSignature signature, ReadOnlySpan<byte> input)
    {
        var mechanism = new CK_MECHANISM { Mechanism = (ulong)MechanismOf(signature) };
        byte[] data = input.ToArray();
        byte[] result = new byte[LongestSignature];
        ulong length = (ulong)result.Length;
        lock (_operation)
        {
            ThrowIfDisposed();
            ReturnValue.Check("C_SignInit", _library.C_SignInit(_session, ref mechanism, key));
            ReturnValue.Check("C_Sign", _library.C_Sign(_session, data, (ulong)data.Length, result, ref length));
        }

        return result[..(int)length];
    }

    /// <summary>A delegate that signs with one key for as long as this session is open.</summary>
    /// <exception cref="ObjectNotFoundException">There is no such key, or no login.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    public SignOnToken SignerOf(ObjectIdentity privateKey)
    {
        ulong handle = Find(privateKey).Handle;
        return (signature, input) => Sign(handle, signature, input);
    }

    /// <summary>Makes one call on this session; for the mutating functions, which live in <see cref="WritableToken"/>.</summary>
    /// <exception cref="Pkcs11CallException">It did not return CKR_OK.</exception>
    public void Call(string function, Func<Pkcs11Library, ulong, CKR> call)
    {
        lock (_operation)
        {
            ThrowIfDisposed();
            ReturnValue.Check(function, call(_library, _session));
        }
    }

    /// <summary>The attributes of an object of this session.</summary>
    public ObjectAttributes Attributes(ulong handle) => new(_library, _session, handle);

    /// <summary>
    /// Logs out and closes. Without the logout tpm2-pkcs11 leaves a session open in the TPM. Failures are not reported: the
    /// module is about to be finalised.
    /// </summary>
    public void Dispose()
    {
        lock (_operation)
        {
            if (!_disposed)
            {
                _disposed = true;
                _ = _library.C_Logout(_session);
                _ = _library.C_CloseSession(_session);
            }
        }
    }

    // A connection may outlive the reader whose key it uses: its signature has to fail, not to call unloaded code.
    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private ObjectReader Identify() => ObjectReader.Read(FindAll(), TrySignDigest);

    private byte[]? TrySignDigest(ulong key, byte[] digest)
    {
        try
        {
            return Sign(key, TokenSignature.Ecdsa, digest);
        }
        catch (Pkcs11CallException)
        {
            return null;
        }
    }

    private List<ObjectAttributes> FindAll()
    {
        ReturnValue.Check("C_FindObjectsInit", _library.C_FindObjectsInit(_session, null, 0));
        try
        {
            var handles = new List<ObjectAttributes>();
            ulong[] batch = new ulong[FindBatch];
            for (ulong count = 1; count > 0 && handles.Count < MostObjects; )
            {
                count = 0;
                ReturnValue.Check("C_FindObjects", _library.C_FindObjects(_session, batch, FindBatch, ref count));
                handles.AddRange(batch.Take((int)count).Select(Attributes));
            }

            return handles;
        }
        finally
        {
            _ = _library.C_FindObjectsFinal(_session);
        }
    }

    private static CKM MechanismOf(TokenSignature signature) =>
        signature switch
        {
            TokenSignature.Ecdsa => CKM.CKM_ECDSA,
            TokenSignature.RsaPkcs1 => CKM.CKM_RSA_PKCS,
            TokenSignature.RsaRaw => CKM.CKM_RSA_X_509,
            _ => throw new ArgumentOutOfRangeException(nameof(signature), signature, "not a signature"),
        };
}
