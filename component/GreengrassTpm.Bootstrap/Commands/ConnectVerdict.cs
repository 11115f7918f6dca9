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
    internal static ConnectReport Judge(
        ServerAddress server,
        MutualTlsResult result,
        X509Certificate2 certificate,
        string? mqttClientId
    )
    {
        if (result.Verdict == MutualTlsVerdict.Accepted)
        {
            if (mqttClientId is not null && MqttConnect.Refusal(result.Answer.Span) is string refusal)
            {
                throw new CommandException(
                    ExitCode.Failed,
                    $"{server} took the client certificate, but no MQTT connection as {mqttClientId}: {refusal}",
                    $"does a policy of the certificate allow iot:Connect on client/{mqttClientId}, and does the broker listen on this port?"
                );
            }

            return new ConnectReport(
                server.Host,
                server.Port,
                result.Version == TlsVersion.Tls13 ? "TLS 1.3" : "TLS 1.2",
                result.CipherSuite?.ToString() ?? "unknown",
                result.ServerSubject ?? "unknown",
                Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)),
                mqttClientId
            );
        }

        (ExitCode exitCode, string hint) = Advice(result.Verdict, mqttClientId);
        throw new CommandException(exitCode, ErrorExplanation.Sentence(result.Detail), hint, result.Error);
    }

    private static (ExitCode ExitCode, string Hint) Advice(MutualTlsVerdict verdict, string? mqttClientId) =>
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
                mqttClientId is null
                    ? "is the device's certificate active, and does the server know its issuer?"
                    : $"is the device's certificate active, does the server know its issuer, and does a policy allow iot:Connect on client/{mqttClientId}?"
            ),
            MutualTlsVerdict.SigningFailed => (ExitCode.Failed, "look at the token: greengrass-tpm-bootstrap handles"),
            _ => (ExitCode.Failed, "try the other version with --tls"),
        };
}
