using System.Globalization;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A module between C_Initialize and C_Finalize. Made over Pkcs11Interop's low-level binding for a CK_ULONG of 8 bytes and
/// unpacked structures, which is the one for 64-bit Linux.
/// </summary>
internal sealed class Pkcs11Module : IDisposable
{
    private Pkcs11Module(Pkcs11Library library) => Library = library;

    /// <summary>The module's functions.</summary>
    public Pkcs11Library Library { get; }

    /// <summary>Initialises a module.</summary>
    /// <param name="location">What the module has to be told.</param>
    /// <param name="reservation">The caller's; has to outlive the module.</param>
    /// <exception cref="StoreUnusableException">A link has been laid in its store.</exception>
    /// <exception cref="StoreFileException">This user may not write to its store.</exception>
    /// <exception cref="ModuleLoadException">It is not a usable PKCS#11 module.</exception>
    /// <exception cref="ModuleInUseException">Code outside of this library has initialised it.</exception>
    /// <exception cref="Pkcs11CallException">C_Initialize failed.</exception>
    public static Pkcs11Module Open(TokenLocation location, ModuleReservation reservation)
    {
        var store = TokenStore.Of(location);
        store?.RequireNoLinks();
        store?.RequireAccess();
        NativeEnvironment.Prepare(location);
        Pkcs11Library library = reservation.Load();

        // Signatures for TLS come from any thread.
        CKR result = library.C_Initialize(new CK_C_INITIALIZE_ARGS { Flags = CKF.CKF_OS_LOCKING_OK });
        if (result == CKR.CKR_CRYPTOKI_ALREADY_INITIALIZED)
        {
            throw new ModuleInUseException(location.ModulePath, holder: null);
        }

        ReturnValue.Check("C_Initialize", result);
        return new Pkcs11Module(library);
    }

    /// <summary>What the module says of itself.</summary>
    public ModuleInformation ReadInformation()
    {
        var info = default(CK_INFO);
        ReturnValue.Check("C_GetInfo", Library.C_GetInfo(ref info));
        return new ModuleInformation(
            PaddedText.Read(info.ManufacturerId),
            PaddedText.Read(info.LibraryDescription),
            Version(info.LibraryVersion),
            Version(info.CryptokiVersion)
        );
    }

    /// <summary>All slots that have a token, initialised or not.</summary>
    public IReadOnlyList<TokenInformation> ReadTokens()
    {
        ulong count = 0;
        ReturnValue.Check("C_GetSlotList", Library.C_GetSlotList(tokenPresent: true, null, ref count));
        ulong[] slots = new ulong[checked((int)count)];
        ReturnValue.Check("C_GetSlotList", Library.C_GetSlotList(tokenPresent: true, slots, ref count));
        return [.. slots.Take((int)count).Select(ReadToken)];
    }

    /// <summary>
    /// C_Finalize. A failure is not reported: whatever was to be done has been done, and the next C_Initialize says what is
    /// wrong.
    /// </summary>
    public void Dispose() => _ = Library.C_Finalize(0);

    private TokenInformation ReadToken(ulong slot)
    {
        var info = default(CK_TOKEN_INFO);
        ReturnValue.Check("C_GetTokenInfo", Library.C_GetTokenInfo(slot, ref info));
        return new TokenInformation(
            slot,
            PaddedText.Read(info.Label),
            PaddedText.Read(info.ManufacturerId),
            PaddedText.Read(info.Model),
            PaddedText.Read(info.SerialNumber),
            IsInitialised: (info.Flags & CKF.CKF_TOKEN_INITIALIZED) != 0,
            HasUserPin: (info.Flags & CKF.CKF_USER_PIN_INITIALIZED) != 0
        );
    }

    private static string Version(CK_VERSION version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.Major[0]}.{version.Minor[0]}");
}
