using System.Runtime.InteropServices;
using System.Security.Cryptography;

// libcrypto is loaded by the dynamic loader's own search, never from the folder of the executable.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// The functions of OpenSSL 3's libcrypto that make a key whose signatures come from elsewhere (EC_KEY_METHOD_new(3),
/// RSA_meth_new(3), EVP_PKEY_set1_RSA(3)). They are marked deprecated since 3.0 in favour of providers, and are present
/// in every 3.x library.
/// </summary>
internal static unsafe partial class LibCrypto
{
    /// <summary>The name by which the dynamic loader knows the library; .NET's own TLS uses the same.</summary>
    public const string Name = "libcrypto.so.3";

    /// <summary>The version as MNN00PP0 (OpenSSL_version_num(3)).</summary>
    [LibraryImport(Name)]
    public static partial nuint OpenSSL_version_num();

    /// <summary>Reserves an index for application data on objects of one kind.</summary>
    [LibraryImport(Name)]
    public static partial int CRYPTO_get_ex_new_index(
        int objectKind,
        nint argl,
        nint argp,
        nint newFunction,
        nint dupFunction,
        nint freeFunction
    );

    [LibraryImport(Name)]
    public static partial SafeEvpPKeyHandle EVP_PKEY_new();

    [LibraryImport(Name)]
    public static partial nint BN_bin2bn(byte* bytes, int length, nint result);

    [LibraryImport(Name)]
    public static partial void BN_free(nint number);

    /// <summary>Throws when an OpenSSL function that answers 1 for success answered something else.</summary>
    /// <exception cref="LibCryptoException">It did.</exception>
    public static void Require(int result, string function)
    {
        if (result != 1)
        {
            throw new LibCryptoException(
                $"{Name}: {function} failed while making the TLS key; OpenSSL is out of memory or not usable."
            );
        }
    }
}
