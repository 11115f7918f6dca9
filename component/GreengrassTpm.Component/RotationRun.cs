using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>Carries a rotation to its end in the foreground, telling each step.</summary>
/// <param name="engine">The engine, which holds the device's lock.</param>
/// <param name="output">Where the steps are told.</param>
/// <param name="time">The clock that waits.</param>
/// <param name="patience">How long to wait in all; null for <see cref="DefaultPatience"/>.</param>
internal sealed class RotationRun(RotationEngine engine, IOutput output, TimeProvider time, TimeSpan? patience)
{
    /// <summary>Enough for both certificates to be valid as long as they are by default.</summary>
    internal static readonly TimeSpan DefaultPatience = TimeSpan.FromHours(2);

    private const string GoesOn = "run the same command again: it goes on with the rotation from there";

    private TimeSpan _left = patience ?? DefaultPatience;

    /// <summary>Begins a rotation and carries it to its end.</summary>
    /// <exception cref="CommandException">It could not be begun, or not be carried to its end.</exception>
    internal async Task<RotateReport> RunAsync(RotationOrder order, Interruption interruption)
    {
        RotationStep begun = await engine.BeginAsync(order, interruption.Token);
        if (begun.Progress != RotationProgress.Continue)
        {
            throw new CommandException(
                begun.Progress == RotationProgress.Blocked ? CodeOf(begun) : ExitCode.RetryLater,
                begun.Reason,
                begun.Hint ?? "nothing was changed; run the same command again when that is cured"
            );
        }

        Tell(begun);
        return await FinishAsync(resumed: false, interruption);
    }

    /// <summary>Carries the rotation that is under way to its end.</summary>
    /// <exception cref="CommandException">That takes longer than there is patience for, or somebody has to do something first.</exception>
    internal async Task<RotateReport> FinishAsync(bool resumed, Interruption interruption)
    {
        try
        {
            while (true)
            {
                RotationStep step = await engine.AdvanceAsync(interruption.Token);
                Tell(step);
                switch (step.Progress)
                {
                    case RotationProgress.Ended:
                        return RotateReport.Of(engine.History.Rotations[^1], step.Reason, resumed);
                    case RotationProgress.Blocked:
                        throw new CommandException(CodeOf(step), step.Reason, step.Hint ?? GoesOn);
                    case RotationProgress.Wait:
                        await WaitAsync(step, interruption);
                        break;
                    default:
                        break;
                }
            }
        }
        catch (OperationCanceledException cancelled) when (interruption.Token.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"interrupted; the rotation has come to {engine.History.Rotations[^1].State}",
                GoesOn,
                cancelled
            );
        }
    }

    private async Task WaitAsync(RotationStep step, Interruption interruption)
    {
        // Waiting in vain helps nobody: what is known to take longer than there is patience for ends at once.
        if (step.InAll > _left)
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"the rotation has come to {engine.History.Rotations[^1].State} and waits {DurationText.Of(step.InAll)} more: {step.Reason}",
                step.Hint ?? GoesOn
            );
        }

        _left -= step.Delay;
        // Between two labels the device may have no credential: the exchange comes to its end first.
        await Task.Delay(step.Delay, time, engine.IsExchanging ? interruption.Insistence : interruption.Token);
    }

    private static ExitCode CodeOf(RotationStep blocked) =>
        blocked.Failure switch
        {
            FailureKind.PinRefused => ExitCode.Permission,
            FailureKind.Unusable => ExitCode.Configuration,
            _ => ExitCode.Failed,
        };

    private void Tell(RotationStep step)
    {
        string state = engine.History.Rotations[^1].State.ToString();
        StepState progress = step.Progress == RotationProgress.Wait ? StepState.Waiting : StepState.Done;
        if (step.Progress != RotationProgress.Blocked)
        {
            output.Finish(new StepReport(state, state, progress, step.Reason));
        }
    }
}
