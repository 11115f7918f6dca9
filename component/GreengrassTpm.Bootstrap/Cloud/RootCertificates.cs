using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>Certificate authorities that a server's certificate may lead to.</summary>
internal static class RootCertificates
{
    /// <summary>The authorities of AWS IoT's servers (https://www.amazontrust.com/repository/).</summary>
    private static readonly string[] OfAmazon =
    [
        "Amazon Root CA 1",
        "Amazon Root CA 2",
        "Amazon Root CA 3",
        "Amazon Root CA 4",
        "Starfield Services Root Certificate Authority - G2",
    ];

    /// <summary>Amazon's, as the system trusts them.</summary>
    /// <returns>PEM.</returns>
    /// <exception cref="CommandException">The system trusts none of them.</exception>
    internal static string OfSystem()
    {
        using X509Store store = new(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        string[] found =
        [
            .. store
                .Certificates.Where(root => OfAmazon.Contains(root.GetNameInfo(X509NameType.SimpleName, false)))
                .OrderBy(root => root.Subject, StringComparer.Ordinal)
                .ThenBy(root => root.Thumbprint, StringComparer.Ordinal)
                .Select(root => root.ExportCertificatePem() + "\n"),
        ];
        return found.Length > 0
            ? string.Concat(found)
            : throw new CommandException(
                ExitCode.Configuration,
                "none of Amazon's certificate authorities is among those that this system trusts",
                "install them: apt-get install ca-certificates; or name their file with --root-ca"
            );
    }
}
