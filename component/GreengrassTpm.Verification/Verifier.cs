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
    /// <summary>Examines a device and makes every check.</summary>
    /// <param name="subject">What is to be examined.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The report; whatever is wrong with the device is in it.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<VerificationReport> ExamineAsync(
        VerificationSubject subject,
        CancellationToken cancellation = default
    )
    {
        Fact<Pin> pin = PinExaminer.Open(options.OpenPin);
        using (pin.Value)
        {
            DeviceFacts facts = LookAtFiles(subject, pin);
            return VerificationReport.Of(await LookAtTokenAsync(facts, pin, cancellation));
        }
    }

    private DeviceFacts LookAtFiles(VerificationSubject subject, Fact<Pin> pin)
    {
        Finding noNucleus = Finding.Skipped("The nucleus was not to be looked at.");
        Fact<NucleusFacts> nucleus = subject.Nucleus is { } places
            ? NucleusExaminer.Examine(places, subject.Token.ModulePath, pin.Value)
            : noNucleus;
        return new DeviceFacts
        {
            ExaminedAt = options.Clock.GetUtcNow(),
            Subject = subject,
            Chip = ChipExaminer.Examine(subject.Token),
            Journal = JournalExaminer.Examine(subject.JournalPath),
            Nucleus = nucleus,
            Services = subject.Nucleus is null ? noNucleus : ServiceExaminer.Examine(subject.Nucleus),
            Pin = PinExaminer.Examine(pin, subject, nucleus.Value),
        };
    }

    private async Task<DeviceFacts> LookAtTokenAsync(DeviceFacts facts, Fact<Pin> pin, CancellationToken cancellation)
    {
        TokenLocation token = facts.Subject.Token;
        facts = facts with { Store = StoreExaminer.Examine(token, out StoreSnapshot? snapshot) };
        using (snapshot)
        {
            if (snapshot is null && token.StoreFolder is not null)
            {
                Finding noStore = facts.Store.Judge(_ =>
                    Finding.Unseen("The module was not started, because it would have made an empty store.")
                );
                return WithoutToken(facts with { Module = noStore }, noStore);
            }

            TokenLocation copy = token with { StoreFolder = snapshot?.Folder };
            (Fact<ModuleFacts> module, TokenReader? reader, Finding? reason) = TokenExaminer.Open(copy);
            facts = facts with { Module = module };
            facts = reader is null
                ? WithoutToken(facts, reason!)
                : await LookAtContentsAsync(facts, reader, pin, cancellation);
            return facts.Store.Value is { } store && snapshot is { WasChanged: true }
                ? facts with
                {
                    Store = store with { WouldMigrate = true },
                }
                : facts;
        }
    }

    private async Task<DeviceFacts> LookAtContentsAsync(
        DeviceFacts facts,
        TokenReader reader,
        Fact<Pin> pin,
        CancellationToken cancellation
    )
    {
        Fact<TpmKeyBlobs> blobs;
        using (reader)
        {
            Fact<LoginFacts> login = LoginRule.Refusal(facts.Chip) is { } refusal
                ? refusal
                : pin.Then(value => TokenExaminer.Login(reader, value));
            bool isIn = login.Value?.Outcome == LoginOutcome.Accepted;
            facts = facts with { Login = login, Objects = TokenExaminer.ReadObjects(reader, isIn) };
            Fact<TokenObject> key = KeyExaminer.Find(facts.Objects, facts.Subject.KeyLabel);
            blobs = KeyExaminer.ReadBlobs(reader, key);
            facts = facts with
            {
                Protection = KeyExaminer.ReadProtection(reader, key),
                Signature = KeyExaminer.Sign(reader, key),
            };
            facts = await new NetworkExaminer(options).ExamineAsync(facts, reader, key, cancellation);
        }

        // Without a resource manager the chip has one user at a time: the module is closed by now.
        return facts with
        {
            ChipKey = ChipExaminer.Load(facts.Subject.Token, facts.Store, blobs),
        };
    }

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
            Registry = reason,
        };
}
