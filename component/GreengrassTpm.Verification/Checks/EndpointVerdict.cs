using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>What a connection with the device's certificate means: whose fault a failure is, and what to do.</summary>
internal static class EndpointVerdict
{
    internal static Finding Of(EndpointFacts endpoint)
    {
        MutualTlsResult result = endpoint.Last.Result;
        return result.Verdict switch
        {
            MutualTlsVerdict.Accepted => Finding.Ok(
                $"{result.Detail} TLS 1.2, {result.CipherSuite}{(endpoint.Last.Port.ApplicationProtocol is { } name ? $", {name}" : "")}."
            ),
            MutualTlsVerdict.ClientCertificateNotRequested => Finding.Failed(
                result.Detail,
                "Check the endpoint's name: AWS IoT asks for a certificate."
            ),
            MutualTlsVerdict.NetworkFailure => Finding.Error(
                string.Join(' ', endpoint.Attempts.Select(attempt => attempt.Result.Detail)),
                "Check network, name resolution, firewall and proxy; nothing is said about the credential."
            ),
            MutualTlsVerdict.NameMismatch => Finding.Failed(
                result.Detail,
                "Use the endpoint's own name; if it is right, something between the device and AWS answers in its place."
            ),
            MutualTlsVerdict.UntrustedChain => Finding.Failed(
                result.Detail,
                "Name AWS IoT's root authority (AmazonRootCA1.pem) and check the device's clock; if both are right, something between the device and AWS answers in its place."
            ),
            MutualTlsVerdict.ClientCertificateRefused or MutualTlsVerdict.ClosedAfterClientCertificate =>
                Finding.Failed(
                    result.Detail,
                    "Check in AWS IoT that the certificate is registered, active and attached."
                ),
            MutualTlsVerdict.SigningFailed => Finding.Failed(
                result.Detail,
                "Look at the TPM and its resource manager; without a signature the device cannot connect."
            ),
            _ => Finding.Failed(result.Detail, "Check the endpoint: AWS IoT speaks TLS 1.2 with this kind of key."),
        };
    }
}
