using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Shows an endpoint the device's certificate: mutual TLS 1.2, as the classic nucleus speaks it, with no session resumed.</summary>
/// <param name="key">The credential on the token, logged in.</param>
/// <param name="subject">Whose endpoints.</param>
/// <param name="connectWithin">How long each connection may take.</param>
internal sealed class EndpointExaminer(OpenSslTokenKey key, VerificationSubject subject, TimeSpan connectWithin)
{
    /// <summary>Tries its ports one after the other until one can be reached.</summary>
    internal async Task<EndpointFacts> ExamineAsync(EndpointAddress endpoint, CancellationToken cancellation)
    {
        List<EndpointAttempt> attempts = [];
        foreach (EndpointPort port in endpoint.Ports)
        {
            MutualTlsResult result = await Probe(port).RunAsync(endpoint.Host, port.Number, cancellation);
            attempts.Add(new EndpointAttempt(port, result));
            if (result.Verdict != MutualTlsVerdict.NetworkFailure)
            {
                break;
            }
        }

        return new EndpointFacts(endpoint.Host, attempts);
    }

    private MutualTlsProbe Probe(EndpointPort port) =>
        new(
            key,
            new TokenTlsOptions
            {
                Version = TlsVersion.Tls12,
                ApplicationProtocols = port.ApplicationProtocol is { } protocol ? [protocol] : [],
                TrustedRoots = subject.EndpointRoots,
                ConnectWithin = connectWithin,
            }
        );
}
