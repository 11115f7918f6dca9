using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// One token, open for reading and signing: C_Initialize at <see cref="Open"/>, C_Finalize at <see cref="Dispose"/>. What it
/// shows is the token as it was at Open; tpm2-pkcs11 does not see other processes' changes until it is opened again. All
/// members may be called from any thread.
/// </summary>
public sealed class TokenReader : IDisposable
{
    private const CKA TpmPublicArea = (CKA)0x8F000002; // tpm2-pkcs11, attrs.h: CKA_TPM2_PUB_BLOB
    private const CKA TpmPrivateArea = (CKA)0x8F000003; // CKA_TPM2_PRIV_BLOB

    private readonly ModuleReservation _reservation;
    private readonly Pkcs11Module _module;
    private readonly TokenSession _session;

    private TokenReader(ModuleReservation reservation, Pkcs11Module module, TokenSession session)
    {
        _reservation = reservation;
        _module = module;
        _session = session;
    }

    /// <summary>What the token says of itself.</summary>
    public TokenInformation Token => _session.Token;

    /// <summary>Opens the module, finds exactly one token, and logs in by one try if a PIN is given.</summary>
    /// <param name="location">The token.</param>
    /// <param name="pin">The user PIN, or <see langword="null"/> to see public objects only. Remains the caller's.</param>
    /// <exception cref="TokenException">
    /// <see cref="StoreUnusableException"/>, <see cref="StoreFileException"/>, <see cref="ModuleLoadException"/>, <see cref="ModuleInUseException"/>,
    /// <see cref="TokenNotFoundException"/>, <see cref="TokenAmbiguousException"/>, <see cref="SlotMismatchException"/>,
    /// <see cref="PinRefusedException"/>, <see cref="PinLockedException"/>, <see cref="PinNotInitialisedException"/> or
    /// <see cref="Pkcs11CallException"/>.
    /// </exception>
    public static TokenReader Open(TokenLocation location, Pin? pin = null)
    {
        TokenStore.Of(location)?.RequireExisting();
        var reservation = ModuleReservation.Take(location.ModulePath, $"a reader of token '{location.TokenLabel}'");
        Pkcs11Module? module = null;
        TokenSession? session = null;
        try
        {
            module = Pkcs11Module.Open(location, reservation);
            TokenInformation token = TokenLocator.Choose(location, module.ReadTokens());
            session = TokenSession.Open(module, token, writable: false, location.RefusedPinFile);
            if (pin is not null)
            {
                session.Login(TokenUser.User, pin);
            }

            return new TokenReader(reservation, module, session);
        }
        catch
        {
            session?.Dispose();
            module?.Dispose();
            reservation.Dispose();
            throw;
        }
    }

    /// <summary>Logs in by one try, for a reader that was opened without a PIN: private objects are seen from then on.</summary>
    /// <param name="pin">The user PIN. Remains the caller's.</param>
    /// <exception cref="TokenException">
    /// <see cref="PinRefusedException"/>, <see cref="PinLockedException"/>, <see cref="PinNotInitialisedException"/> or
    /// <see cref="Pkcs11CallException"/>.
    /// </exception>
    public void Login(Pin pin) => _session.Login(TokenUser.User, pin);

    /// <summary>What the module says of itself, and which other tokens it has.</summary>
    /// <exception cref="Pkcs11CallException">The module refused.</exception>
    public ModuleSurvey ReadModule() => new(_module.ReadInformation(), _module.ReadTokens());

    /// <summary>All keys and certificates that the login shows.</summary>
    /// <exception cref="Pkcs11CallException">The module refused.</exception>
    public TokenContents ReadContents() => _session.ReadContents();

    /// <summary>How a private key is kept.</summary>
    /// <exception cref="ObjectNotFoundException">There is no such key.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    /// <exception cref="Pkcs11CallException">The module refused.</exception>
    public KeyProtection ReadProtection(ObjectIdentity privateKey)
    {
        ObjectAttributes key = _session.Find(privateKey);
        return new KeyProtection(
            key.ReadBoolean(CKA.CKA_SENSITIVE),
            key.ReadBoolean(CKA.CKA_ALWAYS_SENSITIVE),
            key.ReadBoolean(CKA.CKA_EXTRACTABLE),
            key.ReadBoolean(CKA.CKA_NEVER_EXTRACTABLE),
            key.ReadBoolean(CKA.CKA_LOCAL)
        );
    }

    /// <summary>The key as the TPM made it, or <see langword="null"/> if the module is not tpm2-pkcs11.</summary>
    /// <exception cref="ObjectNotFoundException">There is no such key.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    /// <exception cref="Pkcs11CallException">The module refused.</exception>
    public TpmKeyBlobs? ReadTpmBlobs(ObjectIdentity privateKey)
    {
        ObjectAttributes key = _session.Find(privateKey);
        return key.Read(TpmPublicArea) is byte[] publicArea && key.Read(TpmPrivateArea) is byte[] privateArea
            ? new TpmKeyBlobs(publicArea, privateArea)
            : null;
    }

    /// <summary>Signs. Looks the key up afresh each time; for many signatures use <see cref="SignerOf"/>.</summary>
    /// <param name="privateKey">The key.</param>
    /// <param name="signature">The operation.</param>
    /// <param name="input">What it works on: a digest, a DigestInfo or a padded block.</param>
    /// <returns>r ‖ s for ECDSA, a block as long as the modulus for RSA.</returns>
    /// <exception cref="ObjectNotFoundException">There is no such key, or no login.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    /// <exception cref="Pkcs11CallException">The token refused.</exception>
    public byte[] Sign(ObjectIdentity privateKey, TokenSignature signature, ReadOnlySpan<byte> input) =>
        _session.Sign(_session.Find(privateKey).Handle, signature, input);

    /// <summary>A delegate that signs with one key for as long as this reader is open.</summary>
    /// <exception cref="ObjectNotFoundException">There is no such key, or no login.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    public SignOnToken SignerOf(ObjectIdentity privateKey) => _session.SignerOf(privateKey);

    /// <summary>Logs out, finalises the module.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _module.Dispose();
        _reservation.Dispose();
    }
}
