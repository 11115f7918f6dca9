using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Shows the endpoints the device's certificate.</summary>
/// <param name="options">How.</param>
internal sealed class NetworkExaminer(VerificationOptions options)
{
    private static readonly Finding NoEndpoint = Finding.Skipped("The endpoint is not known.");

    internal static Finding Offline { get; } = Finding.Skipped("No connection was made, as asked for.");

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

        if (key.Value is null || (subject.DataEndpoint is null && subject.CredentialsEndpoint is null))
        {
            return WithAbsence(facts, key.Judge(_ => NoEndpoint));
        }

        try
        {
            using TokenTlsKey tls = TokenTlsKey.On(reader, subject.KeyLabel);
            EndpointExaminer examiner = new(tls.Key, subject, options);
            return facts with
            {
                DataEndpoint = await ConnectAsync(examiner, subject.DataEndpoint, cancellation),
                CredentialsEndpoint = await ConnectAsync(examiner, subject.CredentialsEndpoint, cancellation),
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
        };

    private static async Task<Fact<EndpointFacts>> ConnectAsync(
        EndpointExaminer examiner,
        EndpointAddress? endpoint,
        CancellationToken cancellation
    ) => endpoint is null ? NoEndpoint : await examiner.ExamineAsync(endpoint, cancellation);
}
