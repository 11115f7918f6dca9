using System.Globalization;
using System.Security.Cryptography;

namespace GreengrassTpm.Credentials;

/// <summary>
/// Carries a rotation from state to state: look, check, act, record. It remembers nothing that the journal does not say, so
/// it can be ended anywhere and by any means; the next engine goes on. There is one at a time on a device.
/// </summary>
/// <remarks>
/// The active credential is never touched before Proved is durable, and the previous one is never destroyed before Confirmed
/// is. On the word of a journal that is not whole, nothing at all is done here: <see cref="RotationRecovery"/> may still
/// finish a switch.
/// </remarks>
public sealed class RotationEngine : IDisposable
{
    private readonly FileLock _lock;
    private readonly Journal _journal;
    private readonly RotationSettings _settings;
    private readonly RotationContext _context;
    private readonly StagingSteps _staging;
    private readonly SwitchRepair _repair;
    private readonly ActivationSteps _activation;
    private readonly RetirementSteps _retirement;

    private RotationStep? _blocked;
    private RotationState? _comparedIn;
    private int _failures;

    private RotationEngine(FileLock runLock, Journal journal, RotationContext context)
    {
        _lock = runLock;
        _journal = journal;
        _context = context;
        _settings = context.Settings;
        _staging = new StagingSteps(context);
        _repair = new SwitchRepair(context.Token, context.Recorder);
        _activation = new ActivationSteps(context);
        _retirement = new RetirementSteps(context);
    }

    /// <summary>All rotations of this device.</summary>
    public RotationHistory History => _journal.History;

    /// <summary>
    /// Whether labels are being exchanged, so that the device may have no credential at all: whoever is asked to end makes
    /// the step first, and pauses after errors do not grow.
    /// </summary>
    public bool IsExchanging => History.Unfinished is { } rotation && IsBetweenLabels(rotation);

    /// <summary>Takes the device's lock and reads its journal.</summary>
    /// <param name="folders">The device's places; the state folder exists.</param>
    /// <param name="token">The token.</param>
    /// <param name="ports">The world beyond the token.</param>
    /// <param name="settings">How patient to be; the defaults when null.</param>
    /// <param name="boot">The clock that nobody sets; the device's own when null.</param>
    /// <param name="time">The clock that tells the date; the system's when null.</param>
    /// <returns>The engine, which holds the lock until it is disposed.</returns>
    /// <exception cref="LockHeldException">Another program of this product is at work; says which process.</exception>
    /// <exception cref="IOException">The journal or the lock cannot be opened.</exception>
    public static RotationEngine Open(
        DeviceFolders folders,
        CredentialToken token,
        RotationPorts ports,
        RotationSettings? settings = null,
        BootClock? boot = null,
        TimeProvider? time = null
    )
    {
        var runLock = FileLock.Acquire(folders.RunLock);
        try
        {
            var journal = Journal.Open(folders.Journal);
            var recorder = new RotationRecorder(journal, boot ?? BootClock.System, time ?? TimeProvider.System);
            var context = new RotationContext(ports, token, recorder, settings ?? new RotationSettings());
            return new RotationEngine(runLock, journal, context);
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    /// <summary>Begins a rotation, unless one is under way. Whether one is due is the caller's to decide.</summary>
    /// <param name="order">What to do.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Continue where it is planned; else why there is none.</returns>
    public Task<RotationStep> BeginAsync(RotationOrder order, CancellationToken cancellation) =>
        History.Unfinished is { } unfinished
            ? Task.FromResult(
                RotationStep.Blocked(
                    $"the rotation that began {unfinished.Began:u} has come to {unfinished.State} and must come to its end first"
                )
            )
            : GuardAsync(null, () => _staging.PlanAsync(order, History, cancellation));

    /// <summary>Makes one step of the rotation that is under way.</summary>
    /// <param name="cancellation">
    /// Gives up; the next engine goes on from there. The writes of a switch and of a rollback are not given up in the middle.
    /// </param>
    /// <returns>What the step has come to.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public Task<RotationStep> AdvanceAsync(CancellationToken cancellation) =>
        History.Unfinished is { } rotation
            ? GuardAsync(rotation, () => StepAsync(rotation, cancellation))
            : Task.FromResult(RotationStep.Ended("no rotation is under way"));

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock.Dispose();

    private Task<RotationStep> StepAsync(Rotation rotation, CancellationToken cancellation) =>
        IsRepairDue(rotation) && Repair(rotation) is { } repaired ? Task.FromResult(repaired)
        : rotation.Label.Length > 0 && rotation.Label != _context.Token.Label
            ? Task.FromResult(OfAnotherLabel(rotation))
        : ActAsync(rotation, cancellation);

    private Task<RotationStep> ActAsync(Rotation rotation, CancellationToken cancellation) =>
        rotation.State switch
        {
            RotationState.Planned when rotation.Mode == RotationMode.KeyAndCertificate => Task.FromResult(
                _staging.GenerateKey(rotation)
            ),
            RotationState.Planned or RotationState.KeyGenerated => _staging.IssueAsync(rotation, cancellation),
            RotationState.CertificateIssued => Task.FromResult(_staging.StoreCertificate(rotation)),
            RotationState.CertificateStored => _staging.ProveAsync(rotation, cancellation),
            RotationState.Proved => Task.FromResult(_staging.BeginSwitch(rotation)),
            RotationState.Switched => _activation.ConfirmAsync(rotation, cancellation),
            RotationState.Confirmed => Task.FromResult(_retirement.Soak(rotation)),
            RotationState.Retiring => _retirement.RetireAsync(rotation, cancellation),
            RotationState.Abandoning => _retirement.DiscardAsync(rotation, RotationState.Abandoned, cancellation),
            RotationState.RollingBack => EndRollbackAsync(rotation, cancellation),
            _ => throw new InvalidOperationException($"{rotation.State} has no step"),
        };

    // Each start, and each state before something that cannot be undone, compares the token with the journal: the store may
    // lag behind after a power cut, and another program with an old picture may have brought old labels back.
    private bool IsRepairDue(Rotation rotation) =>
        RecoveryDecision.IsNeededIn(rotation.State) && (_comparedIn != rotation.State || IsBetweenLabels(rotation));

    // Labels are being exchanged: the device may have no credential at all.
    private static bool IsBetweenLabels(Rotation rotation) =>
        rotation
            is { State: RotationState.Switching }
                or { State: RotationState.RollingBack, ActivationRequestedInState: false };

    /// <summary>Compares; null where the token is as the journal says, and the state's own step can be made.</summary>
    private RotationStep? Repair(Rotation rotation)
    {
        var decision = _repair.Run(rotation);
        var now = History.Unfinished!;
        _comparedIn = now.State;
        return decision.Action == RecoveryAction.Report
                ? Block(RotationStep.Blocked(decision.Reason, "look at the token and the journal; nothing was changed"))
            : ReferenceEquals(now.Latest, rotation.Latest) ? null
            : IsBetweenLabels(rotation) ? RotationStep.Continue(decision.Outcome(rotation.Label))
            : RotationStep.Continue($"{decision.Reason}; {decision.Outcome(rotation.Label)}");
    }

    private async Task<RotationStep> EndRollbackAsync(Rotation rotation, CancellationToken cancellation) =>
        await _activation.ConfirmRollbackAsync(rotation, cancellation)
        ?? await _retirement.DiscardAsync(rotation, RotationState.RolledBack, cancellation);

    private async Task<RotationStep> GuardAsync(Rotation? rotation, Func<Task<RotationStep>> step)
    {
        if ((_blocked ?? JournalObstacle()) is { } obstacle)
        {
            return obstacle;
        }

        try
        {
            var result = await step();
            _failures = 0;
            return result;
        }
        catch (Exception error) when (StepFailure.Of(error) is not null)
        {
            return React(StepFailure.Of(error)!, rotation);
        }
    }

    private RotationStep React(StepFailure failure, Rotation? rotation)
    {
        try
        {
            // The step may have recorded something before it failed.
            var state = rotation is null ? (RotationState?)null : History.Unfinished?.State;
            return failure.ReactionIn(state) switch
            {
                FailureReaction.Abandon => _context.Abandon(History.Unfinished!, failure.Message),
                FailureReaction.RollBack => _context.RollBack(History.Unfinished!, failure.Message),
                FailureReaction.RetryRarely when !IsExchanging => RotationStep.Wait(
                    _settings.LongestPause,
                    failure.Message,
                    failure.Hint
                ),
                FailureReaction.Retry or FailureReaction.RetryRarely => Retry(
                    failure.Message,
                    IsExchanging,
                    failure.Hint
                ),
                _ => Block(RotationStep.Blocked(failure.Message, failure.Hint, failure.Kind), failure.Kind),
            };
        }
        catch (FileWriteException full)
        {
            return Retry($"{failure.Message}; {full.Message}");
        }
    }

    private RotationStep Retry(string reason, bool soon = false, string? hint = null) =>
        RotationStep.Wait(RetryPause.After(soon ? 0 : _failures++, _settings, Sample()), reason, hint);

    // A refused PIN is kept in mind: a timer that comes back must not spend another try.
    private RotationStep Block(RotationStep step, FailureKind kind = FailureKind.Unusable)
    {
        if (kind == FailureKind.PinRefused)
        {
            _blocked = step;
        }

        return step;
    }

    // Made on under this label, its objects would go where the journal does not look for them.
    private RotationStep OfAnotherLabel(Rotation rotation) =>
        RotationStep.Blocked(
            $"the rotation that began {rotation.Began:u} replaces the credential labelled '{rotation.Label}', but now the active label is '{_context.Token.Label}'",
            $"name '{rotation.Label}' again until that rotation has come to its end; then change the label",
            FailureKind.Unusable
        );

    private RotationStep? JournalObstacle() =>
        _journal.Contents.IsWhole
            ? null
            : RotationStep.Blocked(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the journal is not whole (damaged lines: {Numbers(_journal.Contents.DamagedLines)}; lines of a later version: {Numbers(_journal.Contents.LaterVersionLines)}); on its word nothing is destroyed"
                ),
                "install the version that wrote it, or follow the journal's documentation on recovery by hand"
            );

    private static string Numbers(IReadOnlyList<int> lines) => lines.Count == 0 ? "none" : string.Join(", ", lines);

    private static double Sample() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
