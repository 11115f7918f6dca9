using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>
/// The component at work: it looks what has happened, decides what to do next, does it, tells of it, and waits. One thing is
/// done at a time, so that the token is opened once at a time; what the nucleus asks is answered beside it.
/// </summary>
/// <param name="nucleus">The connection to the nucleus.</param>
/// <param name="sessions">Makes the session of a configuration.</param>
/// <param name="folders">The device's places.</param>
/// <param name="log">Is told.</param>
internal sealed class ComponentHost(NucleusLink nucleus, SessionMaker sessions, DeviceFolders folders, EventLog log)
    : IDisposable
{
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongRest = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _started = TimeProvider.System.GetTimestamp();

    private DeviceSession _session = null!;
    private RotationWish? _wish;
    private RotationDemand _demand = RotationDemand.BySchedule;
    private RenewalDecision? _renewal;
    private RotationStep? _attempt;
    private VerificationReport? _verification;
    private TimeSpan? _advanceAt = TimeSpan.Zero;
    private TimeSpan _beginAt;
    private TimeSpan _verifyAt;
    private bool _mayHaveChanged;

    private TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Works until it is told to stop.</summary>
    /// <param name="stop">Tells it. Writes on the token that are half made are made whole first.</param>
    /// <exception cref="CommandException">The configuration is invalid, or the credential cannot be found.</exception>
    /// <exception cref="GreengrassIpcException">The nucleus does not answer.</exception>
    internal async Task RunAsync(CancellationToken stop)
    {
        ComponentConfiguration configuration = (await ReadConfigurationAsync(stop)).Require();
        await OpenSessionAsync(configuration, stop);
        using CancellationTokenSource beside = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task listening = ListenAsync(beside.Token);
        try
        {
            await nucleus.Ipc.UpdateStateAsync(ReportedState.Running, stop);
            log.Info(
                LogEvent.Configured,
                $"configured; examining the device every {DurationText.Of(configuration.VerificationInterval)}"
            );
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                await StepAsync(stop);
            }
        }
        finally
        {
            // There is none after one could not be made.
            await (_session?.FinishWritesAsync() ?? Task.CompletedTask);
            await beside.CancelAsync();
            nucleus.StepsEnded();
            await listening;
        }
    }

    /// <summary>Gives the device's lock back.</summary>
    public void Dispose() => _session?.Dispose();

    private async Task StepAsync(CancellationToken stop)
    {
        nucleus.Inbox.TakeAll();
        await TakeConfigurationAsync(stop);
        Look();
        HostAction action = HostAction.Decide(Facts());
        switch (action)
        {
            case HostAction.Advance:
                await AdvanceAsync(stop);
                break;
            case HostAction.Begin begin:
                await BeginAsync(begin.Demand, stop);
                break;
            case HostAction.Verify:
                await VerifyAsync(stop);
                break;
            case HostAction.Wait wait:
                await TellAsync(stop);
                await RestAsync(wait.For, stop);
                break;
            default:
                throw new InvalidOperationException($"{action} is no action");
        }
    }

    private HostFacts Facts() =>
        new(_time.GetUtcNow(), Elapsed)
        {
            RotationUnfinished = _session.History.Unfinished is not null,
            AdvanceAt = _advanceAt,
            Demand = _demand,
            Renewal = _renewal,
            BeginAt = _beginAt,
            VerifyAt = _verifyAt,
        };

    /// <summary>Who asks for a rotation, and what the policy makes of it.</summary>
    private void Look()
    {
        RotationHistory history = _session.History;
        nucleus.State = history.Unfinished?.State;
        string? job = nucleus.Jobs.JobId is { } id && RotationDemand.OfJob(history, id) is null ? id : null;
        RotationDemand demand = RotationDemand.Choose(_wish?.Demand, job, _session.Configuration.RequestId, history);
        if (demand != _demand && history.Unfinished is null)
        {
            // What became of somebody else's wish says nothing of this one.
            (_attempt, _beginAt) = (null, Elapsed);
        }

        _demand = demand;
        RenewalDecision? renewal = history.Unfinished is null ? _session.Decide(_demand, _time.GetUtcNow()) : null;
        if (renewal is not null && renewal.Verdict != _renewal?.Verdict)
        {
            log.Info(
                LogEvent.RenewalDecided,
                $"next rotation: {renewal.Verdict}, {renewal.Reason}; due {renewal.NextDue:u}"
            );
        }

        if (_wish is not null && renewal is not { Verdict: RenewalVerdict.Due })
        {
            AnswerWish(history.Unfinished, renewal?.Reason ?? "the credential in use cannot be read");
        }

        _renewal = renewal;
    }

    private async Task AdvanceAsync(CancellationToken stop)
    {
        RotationState? before = _session.History.Unfinished?.State;
        _attempt = await _session.AdvanceAsync(stop);
        _advanceAt = _attempt.Progress switch
        {
            RotationProgress.Wait => Elapsed + _attempt.Delay,
            RotationProgress.Blocked => null,
            _ => Elapsed,
        };
        RotationLog.Tell(log, _session.History.Rotations[^1], before, _attempt);
        nucleus.State = _session.History.Unfinished?.State;
        await TellJobAsync(stop);
    }

    private async Task BeginAsync(RotationDemand demand, CancellationToken stop)
    {
        _attempt = await _session.BeginAsync(demand, stop);
        AnswerWish(_session.History.Unfinished, _attempt.Reason);
        _advanceAt = Elapsed;
        if (_attempt.Progress == RotationProgress.Continue)
        {
            log.Info(LogEvent.RotationBegun, $"a rotation has begun, asked for by {demand.Trigger}: {_attempt.Reason}");
        }
        else
        {
            _beginAt =
                Elapsed
                + (
                    _attempt.Progress == RotationProgress.Wait
                        ? _attempt.Delay
                        : _session.Configuration.VerificationInterval
                );
            log.Warning(LogEvent.RotationFailed, $"no rotation could begin: {_attempt.Reason}; {_attempt.Hint}");
        }

        await TellJobAsync(stop);
    }

    private void AnswerWish(Rotation? unfinished, string obstacle)
    {
        if (unfinished is null)
        {
            _wish?.Refuse($"no rotation was begun: {obstacle}");
        }
        else
        {
            _wish?.Grant($"rotation {unfinished.Name} is under way");
        }

        _wish = null;
    }

    private async Task VerifyAsync(CancellationToken stop)
    {
        _verification = await _session.Verification.RunAsync(stop);
        _verifyAt = Elapsed + _session.Configuration.VerificationInterval;
        VerificationLog.Tell(log, _verification);
        await nucleus.AskForJobsAsync(stop);
    }

    private async Task TellAsync(CancellationToken stop)
    {
        await TellJobAsync(stop);
        ShadowReport report = ShadowReport.Of(_session, _renewal, _verification);
        await nucleus.Shadow.SendAsync(_session.Configuration.Shadow, report, stop);
    }

    private Task TellJobAsync(CancellationToken stop) =>
        nucleus.Jobs.TellAsync(_session.History, _demand.Kind == DemandKind.Job ? _renewal : null, _attempt, stop);

    private Task RestAsync(TimeSpan limit, CancellationToken stop)
    {
        TimeSpan pause = nucleus.Jobs.IsTold || limit < TellAgain ? limit : TellAgain;
        if (pause > LongRest)
        {
            IdleMemory.Release();
        }

        return nucleus.Inbox.WaitAsync(pause, stop);
    }

    private async Task<ConfigurationReading> ReadConfigurationAsync(CancellationToken cancellation)
    {
        ConfigurationReading reading = await nucleus.Configuration.ReadAsync(cancellation);
        foreach (ConfigurationProblem warning in reading.Warnings)
        {
            log.Warning(LogEvent.ConfigurationUnknownKey, warning.ToString());
        }

        return reading;
    }

    private async Task TakeConfigurationAsync(CancellationToken stop)
    {
        if (!_mayHaveChanged)
        {
            return;
        }

        _mayHaveChanged = false;
        ConfigurationReading reading = await ReadConfigurationAsync(stop);
        if (reading.Problems.Count > 0)
        {
            log.Error(
                LogEvent.ConfigurationInvalid,
                $"the configuration is not taken, the one before stays in force: {ConfigurationReading.Text(reading.Problems)}"
            );
            return;
        }

        if (_session.TryTake(reading.Configuration))
        {
            return;
        }

        _session.Dispose();
        _session = null!;
        await OpenSessionAsync(reading.Configuration, stop);
        (_advanceAt, _beginAt, _verifyAt) = (Elapsed, Elapsed, Elapsed);
        log.Info(LogEvent.Configured, "another configuration is in force");
    }

    private async Task OpenSessionAsync(ComponentConfiguration configuration, CancellationToken stop)
    {
        _session = await sessions.MakeAsync(configuration, stop);
        await _session.FollowAsync(stop);
        // Twice: for the nucleus' first start, and for the one more that it may get.
        nucleus.DeferFor =
            configuration.Activation == ActivationTime.Restart ? configuration.ConfirmWithin * 2 : TimeSpan.Zero;
    }

    private Task ListenAsync(CancellationToken cancellation) =>
        nucleus.ListenAsync(
            changed: () => _mayHaveChanged = true,
            deploymentEnded: () => _advanceAt = _advanceAt is null ? null : Elapsed,
            rotate: wish =>
            {
                _wish?.Refuse("somebody else has asked after that");
                (_wish, _beginAt) = (wish, Elapsed);
            },
            folders.ControlSocket,
            cancellation
        );
}
