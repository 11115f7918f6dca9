using System.Globalization;
using System.Security.Cryptography;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Whether the libcrypto that we call is the one that .NET's TLS calls. A key made by one copy and used by another would
/// be read with the wrong layout, so this is looked at before the first key is made.
/// </summary>
internal static class LibCryptoVersion
{
    /// <summary>Looks at both libraries, once in the life of the process.</summary>
    /// <exception cref="LibCryptoException">The library is missing, too old or new, or not the same one.</exception>
    public static void RequireUsable() => _ = Checked.Value;

    // A Lazy keeps the answer, and an error, for every later key: loaded libraries do not change.
    private static readonly Lazy<long> Checked = new(Look);

    private static long Look()
    {
        long ours;
        try
        {
            ours = (long)LibCrypto.OpenSSL_version_num();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new LibCryptoException(
                $"{LibCrypto.Name} could not be loaded: TLS with a token key needs OpenSSL 3. Install the package "
                    + "libssl3 (on newer systems libssl3t64).",
                e
            );
        }

        RequireSame(ours, SafeEvpPKeyHandle.OpenSslVersion);
        return ours;
    }

    /// <summary>The decision alone.</summary>
    /// <param name="ours">Version number of the library that we call.</param>
    /// <param name="runtimes">Version number of the library that .NET calls.</param>
    /// <exception cref="LibCryptoException">They differ, or are not OpenSSL 3.</exception>
    public static void RequireSame(long ours, long runtimes)
    {
        if (ours != runtimes || ours >> 28 != 3)
        {
            throw new LibCryptoException(
                $"TLS with a token key needs one OpenSSL 3 library for everything in the process, but {LibCrypto.Name} is "
                    + $"OpenSSL {Text(ours)} and .NET uses OpenSSL {Text(runtimes)}. Unset CLR_OPENSSL_VERSION_OVERRIDE "
                    + "and LD_LIBRARY_PATH if they are set, or install libssl3."
            );
        }
    }

    /// <summary>Version numbers are MNN00PP0 since OpenSSL 3: major, minor, patch.</summary>
    private static string Text(long version) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{version >> 28}.{(version >> 20) & 0xFF}.{(version >> 4) & 0xFF}"
        );
}
