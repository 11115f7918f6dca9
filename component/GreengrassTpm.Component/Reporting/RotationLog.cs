using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>Tells the log of a rotation's steps.</summary>
internal static class RotationLog
{
    /// <summary>Tells of one step.</summary>
    /// <param name="log">The log.</param>
    /// <param name="rotation">The rotation after it.</param>
    /// <param name="before">Its state before it.</param>
    /// <param name="step">What it has come to.</param>
    internal static void Tell(EventLog log, Rotation rotation, RotationState? before, RotationStep step)
    {
        string what = $"rotation {rotation.Name} {rotation.State}: {step.Reason}";
        string hint = step.Hint is null ? "" : $"; {step.Hint}";
        switch (step.Progress)
        {
            case RotationProgress.Blocked:
                log.Error(LogEvent.RotationBlocked, what + hint);
                break;
            case RotationProgress.Wait:
                log.Info(LogEvent.RotationWaits, $"{what}; again in {DurationText.Of(step.Delay)}{hint}");
                break;
            default:
                TellProgress(log, rotation, before, what);
                break;
        }
    }

    private static void TellProgress(EventLog log, Rotation rotation, RotationState? before, string what)
    {
        if (rotation.State is RotationState.Abandoned or RotationState.RolledBack)
        {
            log.Error(LogEvent.RotationFailed, $"{what}; {rotation.Reason}");
        }
        else if (rotation.State == RotationState.Retired)
        {
            log.Info(LogEvent.RotationDone, what);
        }
        else if (rotation.State != before)
        {
            log.Info(LogEvent.RotationStep, what);
        }
    }
}
