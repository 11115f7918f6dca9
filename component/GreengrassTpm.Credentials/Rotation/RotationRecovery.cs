using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// Brings a whole credential back under the active label after a rotation was cut off in the middle of a switch, before the
/// nucleus starts. Local: asks no network, destroys nothing, and logs in to the token only where the journal shows that it
/// may be needed.
/// </summary>
public static class RotationRecovery
{
    /// <summary>How long a recovery takes at the most; what it has not done by then, the next start finds and does.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private const string DamageHint = "'greengrass-tpm status' names the lines; recovery by hand is in JOURNAL.md";

    /// <summary>Recovers.</summary>
    /// <param name="folders">The device's places.</param>
    /// <param name="location">The token.</param>
    /// <param name="openPin">Reads the user PIN; called only where the token is logged in to.</param>
    /// <param name="boot">The clock that nobody sets; the device's own when null.</param>
    /// <param name="time">The clock that tells the date; the system's when null.</param>
    /// <returns>What it has come to. Never an exception for what the token, the disk or another program do.</returns>
    public static async Task<RecoveryResult> RunAsync(
        DeviceFolders folders,
        TokenLocation location,
        Func<Pin> openPin,
        BootClock? boot = null,
        TimeProvider? time = null
    )
    {
        time ??= TimeProvider.System;
        try
        {
            // The module may hang in a chip that does not answer; the thread then ends with the process.
            return await Task.Run(() => Recover(folders, location, openPin, boot ?? BootClock.System, time))
                .WaitAsync(Limit, time);
        }
        catch (TimeoutException)
        {
            return new(RecoveryOutcome.Later, $"the token did not answer within {Limit.TotalSeconds:0} s");
        }
    }

    private static RecoveryResult Recover(
        DeviceFolders folders,
        TokenLocation location,
        Func<Pin> openPin,
        BootClock boot,
        TimeProvider time
    )
    {
        try
        {
            if (NotNeeded(Journal.Open(folders.Journal)) is { } before)
            {
                return before;
            }

            using var runLock = FileLock.Acquire(folders.RunLock);
            var journal = Journal.Open(folders.Journal);
            return NotNeeded(journal) ?? Repair(journal.History.Unfinished!, journal, location, openPin, boot, time);
        }
        catch (LockHeldException held)
        {
            return new(RecoveryOutcome.Later, $"another program of this product is at work: {held.Message}");
        }
        catch (Exception error) when (StepFailure.Of(error) is not null)
        {
            var failure = StepFailure.Of(error)!;
            return new(
                failure.Kind == FailureKind.Passing ? RecoveryOutcome.Later : RecoveryOutcome.NeedsHelp,
                failure.Message,
                failure.Hint
            );
        }
    }

    /// <summary>Looks whether the journal shows that the token is to be opened; needs neither token nor PIN.</summary>
    /// <param name="journal">The journal.</param>
    /// <returns>Why there is nothing that a recovery can do; null where there may be.</returns>
    public static RecoveryResult? NotNeeded(Journal journal)
    {
        if (journal.History.Unfinished is { } rotation && MayBeNeeded(rotation.State, journal.Contents.EndIsDamaged))
        {
            return null;
        }

        return journal.Contents.IsWhole
            ? new(RecoveryOutcome.NothingToDo, "no switch is unfinished")
            : new(
                RecoveryOutcome.NeedsHelp,
                "the journal is not whole, so whether a switch is unfinished it does not tell; the token was not opened",
                DamageHint
            );
    }

    private static bool MayBeNeeded(RotationState state, bool inDoubt) =>
        inDoubt ? RecoveryDecision.IsNeededInDoubtIn(state) : RecoveryDecision.IsNeededIn(state);

    private static RecoveryResult Repair(
        Rotation rotation,
        Journal journal,
        TokenLocation location,
        Func<Pin> openPin,
        BootClock boot,
        TimeProvider time
    )
    {
        var token = new CredentialToken(location, openPin, rotation.Label);
        var repair = new SwitchRepair(token, new RotationRecorder(journal, boot, time));
        var inDoubt = journal.Contents.EndIsDamaged;
        var decision = inDoubt ? repair.RunInDoubt(rotation) : repair.Run(rotation);
        return decision.Action switch
        {
            RecoveryAction.None when inDoubt => new(RecoveryOutcome.NeedsHelp, decision.Reason, DamageHint),
            RecoveryAction.Report => new(
                RecoveryOutcome.NeedsHelp,
                decision.Reason,
                "look at the token and the journal; nothing was changed"
            ),
            RecoveryAction.None => new(RecoveryOutcome.NothingToDo, decision.Reason),
            _ => new(RecoveryOutcome.Repaired, $"{decision.Reason}; {decision.Outcome(rotation.Label)}"),
        };
    }
}
