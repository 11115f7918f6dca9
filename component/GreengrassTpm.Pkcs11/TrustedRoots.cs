using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>Certificate authorities that a server's certificate may lead to.</summary>
public static class TrustedRoots
{
    /// <summary>Reads them from a file.</summary>
    /// <param name="path">A file with one or more certificates in PEM (RFC 7468).</param>
    /// <returns>One or more.</returns>
    /// <exception cref="TrustedRootsException">The file cannot be read, or there is no certificate in it.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        X509Certificate2Collection roots = [];
        try
        {
            roots.ImportFromPemFile(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrustedRootsException(path, "it does not exist", error);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new TrustedRootsException(path, error.Message.TrimEnd('.'), error);
        }

        return roots.Count > 0 ? roots : throw new TrustedRootsException(path, "it holds no certificate in PEM");
    }
}
