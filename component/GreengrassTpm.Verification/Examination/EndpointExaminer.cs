using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Shows an endpoint the device's certificate: mutual TLS 1.2, as the classic nucleus speaks it, with no session resumed.</summary>
/// <param name="key">The credential on the token, logged in.</param>
/// <param name="subject">Whose endpoints.</param>
/// <param name="options">How.</param>
internal sealed class EndpointExaminer(OpenSslTokenKey key, VerificationSubject subject, VerificationOptions options)
{
    // Status line and Date stand in the first of them; the endpoint ends the connection after its answer.
    private const int AnswerHead = 2048;

    /// <summary>Tries its ports one after the other until one can be reached.</summary>
    internal async Task<EndpointFacts> ExamineAsync(EndpointAddress endpoint, CancellationToken cancellation)
    {
        List<EndpointAttempt> attempts = [];
        foreach (EndpointPort port in endpoint.Ports)
        {
            MutualTlsResult result = await Probe(endpoint, port).RunAsync(endpoint.Host, port.Number, cancellation);
            EndpointAnswer? answer = EndpointAnswerReader.Read(result.Answer.Span, options.Clock.GetUtcNow());
            attempts.Add(new EndpointAttempt(port, result) { Answer = answer });
            if (result.Verdict != MutualTlsVerdict.NetworkFailure)
            {
                break;
            }
        }

        return new EndpointFacts(endpoint.Host, attempts);
    }

    private MutualTlsProbe Probe(EndpointAddress endpoint, EndpointPort port) =>
        new(
            key,
            new TokenTlsOptions
            {
                Version = TlsVersion.Tls12,
                ApplicationProtocols = port.ApplicationProtocol is { } protocol ? [protocol] : [],
                TrustedRoots = subject.EndpointRoots,
                Proxy = options.Proxy,
                ConnectWithin = options.ConnectWithin,
            }
        )
        {
            FirstBytes = EndpointAnswerReader.Request(endpoint.Host),
            AnswerLength = AnswerHead,
            AnswerWithin = options.ConnectWithin,
        };
}
