using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Pkcs11;

/// <summary>The elliptic curve part of libcrypto.</summary>
internal static unsafe partial class LibCrypto
{
    /// <summary>CRYPTO_EX_INDEX_EC_KEY of openssl/crypto.h.</summary>
    public const int ExIndexEcKey = 8;

    [LibraryImport(Name)]
    public static partial SafeEcKeyHandle EC_KEY_new_by_curve_name(int curve);

    [LibraryImport(Name)]
    public static partial void EC_KEY_free(nint key);

    [LibraryImport(Name)]
    public static partial int EC_KEY_oct2key(SafeEcKeyHandle key, byte* point, nuint length, nint context);

    [LibraryImport(Name)]
    public static partial int EC_KEY_set_method(SafeEcKeyHandle key, nint method);

    [LibraryImport(Name)]
    public static partial int EC_KEY_set_ex_data(nint key, int index, nint data);

    [LibraryImport(Name)]
    public static partial nint EC_KEY_get_ex_data(nint key, int index);

    [LibraryImport(Name)]
    public static partial int EVP_PKEY_set1_EC_KEY(SafeEvpPKeyHandle key, SafeEcKeyHandle ecKey);

    [LibraryImport(Name)]
    public static partial nint EC_KEY_OpenSSL();

    [LibraryImport(Name)]
    public static partial nint EC_KEY_METHOD_new(nint template);

    [LibraryImport(Name)]
    public static partial void EC_KEY_METHOD_set_init(
        nint method,
        nint init,
        delegate* unmanaged[Cdecl]<nint, void> finish,
        delegate* unmanaged[Cdecl]<nint, nint, int> copy,
        nint setGroup,
        nint setPrivate,
        nint setPublic
    );

    [LibraryImport(Name)]
    public static partial void EC_KEY_METHOD_get_sign(nint method, out nint sign, out nint signSetup, out nint signSig);

    [LibraryImport(Name)]
    public static partial void EC_KEY_METHOD_set_sign(
        nint method,
        nint sign,
        nint signSetup,
        delegate* unmanaged[Cdecl]<byte*, int, nint, nint, nint, nint> signSig
    );

    [LibraryImport(Name)]
    public static partial nint ECDSA_SIG_new();

    [LibraryImport(Name)]
    public static partial void ECDSA_SIG_free(nint signature);

    [LibraryImport(Name)]
    public static partial int ECDSA_SIG_set0(nint signature, nint r, nint s);
}

/// <summary>One reference to an OpenSSL EC_KEY.</summary>
internal sealed class SafeEcKeyHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LibCrypto.EC_KEY_free(handle);
        return true;
    }
}
