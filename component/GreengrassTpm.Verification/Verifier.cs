using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>
/// Examines a device. Changes nothing: the module is shown a copy of the token's store, whatever is loaded into the chip is
/// flushed, and servers are asked only.
/// </summary>
/// <remarks>
/// The PIN is used once at the most. The module must not be in use in this process (<see cref="ModuleInUseException"/>
/// becomes an error in the report), so a caller that writes to the token examines before or after.
/// </remarks>
/// <param name="options">How.</param>
public sealed class Verifier(VerificationOptions options)
{
    private static readonly Finding Offline = Finding.Skipped("No connection was made, as asked for.");
    private static readonly Finding NoEndpoint = Finding.Skipped("The endpoint is not known.");

    /// <summary>Examines a device and makes every check.</summary>
    /// <param name="subject">What is to be examined.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The report; whatever is wrong with the device is in it.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<VerificationReport> ExamineAsync(
        VerificationSubject subject,
        CancellationToken cancellation = default
    ) => VerificationReport.Of(await GatherAsync(subject, cancellation));

    private async Task<DeviceFacts> GatherAsync(VerificationSubject subject, CancellationToken cancellation)
    {
        Fact<StoreFacts> store = StoreExaminer.Examine(subject.Token, out StoreSnapshot? snapshot);
        using (snapshot)
        {
            DeviceFacts facts = new()
            {
                ExaminedAt = options.Clock.GetUtcNow(),
                Subject = subject,
                Store = store,
                Chip = ChipExaminer.Examine(subject.Token),
            };
            TokenLocation location = subject.Token with { StoreFolder = snapshot?.Folder };
            bool hasStore = snapshot is not null || subject.Token.StoreFolder is null;
            return hasStore
                ? await WithModuleAsync(facts, location, snapshot, cancellation)
                : WithoutToken(facts with { Module = NoStore(store) }, NoStore(store));
        }
    }

    private async Task<DeviceFacts> WithModuleAsync(
        DeviceFacts facts,
        TokenLocation location,
        StoreSnapshot? snapshot,
        CancellationToken cancellation
    )
    {
        facts = facts with { Module = TokenExaminer.Survey(location) };
        if (facts.Store.Value is { } store)
        {
            facts = facts with { Store = store with { WouldMigrate = snapshot?.WasChanged == true } };
        }

        (TokenReader? reader, Finding? reason) = TokenExaminer.Open(location, facts.Module);
        if (reader is null)
        {
            return WithoutToken(facts, reason!);
        }

        Fact<TpmKeyBlobs> blobs;
        using (reader)
        {
            facts = WithContents(facts, reader);
            Fact<TokenObject> key = KeyExaminer.Find(facts.Objects, facts.Subject.KeyLabel);
            blobs = KeyExaminer.ReadBlobs(reader, key);
            facts = facts with
            {
                Protection = KeyExaminer.ReadProtection(reader, key),
                Signature = KeyExaminer.Sign(reader, key),
            };
            facts = await WithEndpointsAsync(facts, reader, key, cancellation);
        }

        return facts with
        {
            ChipKey = ChipExaminer.Load(location, facts.Store, blobs),
        };
    }

    private DeviceFacts WithContents(DeviceFacts facts, TokenReader reader)
    {
        Fact<LoginFacts> login = LoginRule.Refusal(facts.Chip, options.OpenPin is not null) is { } refusal
            ? refusal
            : TokenExaminer.Login(reader, options.OpenPin!);
        bool isIn = login.Value?.Outcome == LoginOutcome.Accepted;
        return facts with { Login = login, Objects = TokenExaminer.ReadObjects(reader, isIn) };
    }

    private async Task<DeviceFacts> WithEndpointsAsync(
        DeviceFacts facts,
        TokenReader reader,
        Fact<TokenObject> key,
        CancellationToken cancellation
    )
    {
        if (options.IsOffline)
        {
            return facts with { DataEndpoint = Offline, CredentialsEndpoint = Offline };
        }

        VerificationSubject subject = facts.Subject;
        if (subject.DataEndpoint is null && subject.CredentialsEndpoint is null)
        {
            return facts with { DataEndpoint = NoEndpoint, CredentialsEndpoint = NoEndpoint };
        }

        try
        {
            using TokenTlsKey? tls = key.Value is null ? null : TokenTlsKey.On(reader, subject.KeyLabel);
            if (tls is null)
            {
                Finding absence = key.Judge(_ => NoEndpoint);
                return facts with { DataEndpoint = absence, CredentialsEndpoint = absence };
            }

            EndpointExaminer examiner = new(tls.Key, subject, options.ConnectWithin);
            return facts with
            {
                DataEndpoint = await ExamineAsync(examiner, subject.DataEndpoint, cancellation),
                CredentialsEndpoint = await ExamineAsync(examiner, subject.CredentialsEndpoint, cancellation),
            };
        }
        catch (Exception error) when (error is TokenException or NotSupportedException)
        {
            Finding absence = Finding.Unseen($"No connection was tried: {error.Message}");
            return facts with { DataEndpoint = absence, CredentialsEndpoint = absence };
        }
    }

    private static async Task<Fact<EndpointFacts>> ExamineAsync(
        EndpointExaminer examiner,
        EndpointAddress? endpoint,
        CancellationToken cancellation
    ) => endpoint is null ? NoEndpoint : await examiner.ExamineAsync(endpoint, cancellation);

    private static DeviceFacts WithoutToken(DeviceFacts facts, Finding reason) =>
        facts with
        {
            Login = reason,
            Objects = reason,
            Protection = reason,
            ChipKey = reason,
            Signature = reason,
            DataEndpoint = reason,
            CredentialsEndpoint = reason,
        };

    private static Finding NoStore(Fact<StoreFacts> store) =>
        store.Judge(_ => Finding.Unseen("The module was not started, because it would have made an empty store."));
}
