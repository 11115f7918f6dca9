using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>What a connection proves to the person who tried it.</summary>
internal static class ConnectVerdict
{
    /// <summary>The report of a connection that proved the credential.</summary>
    /// <exception cref="CommandException">It did not; says whose fault it is.</exception>
    internal static ConnectReport Judge(ServerAddress server, MutualTlsResult result, X509Certificate2 certificate)
    {
        if (result.Verdict == MutualTlsVerdict.Accepted)
        {
            return new ConnectReport(
                server.Host,
                server.Port,
                result.Version == TlsVersion.Tls13 ? "TLS 1.3" : "TLS 1.2",
                result.CipherSuite?.ToString() ?? "unknown",
                result.ServerSubject ?? "unknown",
                Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))
            );
        }

        (ExitCode exitCode, string hint) = Advice(result.Verdict);
        throw new CommandException(exitCode, ErrorExplanation.Sentence(result.Detail), hint, result.Error);
    }

    private static (ExitCode ExitCode, string Hint) Advice(MutualTlsVerdict verdict) =>
        verdict switch
        {
            MutualTlsVerdict.NetworkFailure => (ExitCode.NotExamined, "is the server up, and the way to it open?"),
            MutualTlsVerdict.UntrustedChain => (
                ExitCode.Failed,
                "name the authority that issued the server's certificate with --ca FILE"
            ),
            MutualTlsVerdict.NameMismatch => (ExitCode.Failed, "use the name that the server's certificate is for"),
            MutualTlsVerdict.ClientCertificateNotRequested => (
                ExitCode.Warnings,
                "ask a server that wants a client certificate"
            ),
            MutualTlsVerdict.ClientCertificateRefused or MutualTlsVerdict.ClosedAfterClientCertificate => (
                ExitCode.Failed,
                "is the device's certificate active, and does the server know its issuer?"
            ),
            MutualTlsVerdict.SigningFailed => (ExitCode.Failed, "look at the token: greengrass-tpm-bootstrap handles"),
            _ => (ExitCode.Failed, "try the other version with --tls"),
        };
}
