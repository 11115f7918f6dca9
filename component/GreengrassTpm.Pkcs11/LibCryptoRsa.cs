using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Pkcs11;

/// <summary>The RSA part of libcrypto.</summary>
internal static unsafe partial class LibCrypto
{
    /// <summary>CRYPTO_EX_INDEX_RSA of openssl/crypto.h.</summary>
    public const int ExIndexRsa = 9;

    /// <summary>RSA_PKCS1_PADDING of openssl/rsa.h.</summary>
    public const int RsaPkcs1Padding = 1;

    /// <summary>RSA_NO_PADDING of openssl/rsa.h.</summary>
    public const int RsaNoPadding = 3;

    [LibraryImport(Name)]
    public static partial SafeRsaHandle RSA_new();

    [LibraryImport(Name)]
    public static partial void RSA_free(nint key);

    [LibraryImport(Name)]
    public static partial int RSA_set0_key(SafeRsaHandle key, nint modulus, nint exponent, nint privateExponent);

    [LibraryImport(Name)]
    public static partial int RSA_set_method(SafeRsaHandle key, nint method);

    [LibraryImport(Name)]
    public static partial int RSA_set_ex_data(nint key, int index, nint data);

    [LibraryImport(Name)]
    public static partial nint RSA_get_ex_data(nint key, int index);

    [LibraryImport(Name)]
    public static partial int EVP_PKEY_set1_RSA(SafeEvpPKeyHandle key, SafeRsaHandle rsaKey);

    [LibraryImport(Name)]
    public static partial nint RSA_PKCS1_OpenSSL();

    [LibraryImport(Name)]
    public static partial nint RSA_meth_dup(nint template);

    [LibraryImport(Name)]
    public static partial int RSA_meth_set_priv_enc(
        nint method,
        delegate* unmanaged[Cdecl]<int, byte*, byte*, nint, int, int> privateEncrypt
    );

    [LibraryImport(Name)]
    public static partial nint RSA_meth_get_finish(nint method);

    [LibraryImport(Name)]
    public static partial int RSA_meth_set_finish(nint method, delegate* unmanaged[Cdecl]<nint, int> finish);
}

/// <summary>One reference to an OpenSSL RSA key.</summary>
internal sealed class SafeRsaHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LibCrypto.RSA_free(handle);
        return true;
    }
}
