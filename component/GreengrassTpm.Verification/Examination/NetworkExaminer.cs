using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Shows the endpoints the device's certificate, and has the registry asked for it.</summary>
/// <param name="options">How.</param>
internal sealed class NetworkExaminer(VerificationOptions options)
{
    private static readonly Finding NoEndpoint = Finding.Skipped("The endpoint is not known.");

    private static readonly Finding NotAsked = Finding.Skipped("The registry was not to be asked.");

    private static Finding Offline { get; } = Finding.Skipped("No connection was made, as asked for.");

    /// <summary>Connects to those endpoints that are known.</summary>
    /// <param name="facts">What was seen so far.</param>
    /// <param name="reader">The token, logged in.</param>
    /// <param name="key">The active private key.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<DeviceFacts> ExamineAsync(
        DeviceFacts facts,
        TokenReader reader,
        Fact<TokenObject> key,
        CancellationToken cancellation
    )
    {
        VerificationSubject subject = facts.Subject;
        if (options.IsOffline)
        {
            return WithAbsence(facts, Offline);
        }

        if (key.Value is null)
        {
            return WithAbsence(facts, key.Judge(_ => NoEndpoint));
        }

        if (subject.DataEndpoint is null && subject.CredentialsEndpoint is null && options.AskRegistry is null)
        {
            return WithAbsence(facts, NoEndpoint) with { Registry = NotAsked };
        }

        try
        {
            using TokenTlsKey tls = TokenTlsKey.On(reader, subject.KeyLabel);
            EndpointExaminer examiner = new(tls.Key, subject, options);
            return facts with
            {
                DataEndpoint = await ConnectAsync(examiner, subject.DataEndpoint, cancellation),
                CredentialsEndpoint = await ConnectAsync(examiner, subject.CredentialsEndpoint, cancellation),
                Registry = await AskRegistryAsync(facts, tls.Key, cancellation),
            };
        }
        catch (Exception error) when (error is TokenException or NotSupportedException)
        {
            return WithAbsence(facts, Finding.Unseen($"No connection was tried: {error.Message}"));
        }
    }

    private static DeviceFacts WithAbsence(DeviceFacts facts, Finding absence) =>
        facts with
        {
            DataEndpoint = absence,
            CredentialsEndpoint = absence,
            Registry = absence,
        };

    private async Task<Fact<RegistryFacts>> AskRegistryAsync(
        DeviceFacts facts,
        OpenSslTokenKey key,
        CancellationToken cancellation
    ) =>
        options.AskRegistry is null ? NotAsked
        : ActiveCertificate.Find(facts) is not { } certificate
            ? Finding.Unseen("The certificate was not seen, so the registry was not asked for it.")
        : await options.AskRegistry(key, certificate.Identity.Digest, cancellation);

    private static async Task<Fact<EndpointFacts>> ConnectAsync(
        EndpointExaminer examiner,
        EndpointAddress? endpoint,
        CancellationToken cancellation
    ) => endpoint is null ? NoEndpoint : await examiner.ExamineAsync(endpoint, cancellation);
}
