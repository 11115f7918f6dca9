using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>Says whether now is the time to restart the nucleus, and does so.</summary>
/// <param name="when">When the operator wishes it.</param>
/// <param name="deployments">Knows whether a deployment is under way.</param>
/// <param name="isTold">Whether the cloud has accepted how far the job's rotation has come; true where there is no job.</param>
/// <param name="command">What restarts the nucleus.</param>
/// <param name="log">Is told.</param>
internal sealed class ActivationGate(
    ActivationTime when,
    DeploymentWatch deployments,
    Func<bool> isTold,
    IReadOnlyList<string> command,
    EventLog log
)
{
    /// <summary>Restarts the nucleus, if now is the time.</summary>
    /// <exception cref="RotationPortException">The command has failed.</exception>
    internal async Task<ActivationOutcome> RestartAsync(CancellationToken cancellation)
    {
        string? obstacle =
            when == ActivationTime.NextRestart ? "the configuration says to wait for the nucleus' next start"
            : deployments.UnderWay ? "a deployment is under way"
            : !isTold() ? "the cloud has not taken the job's progress yet"
            : null;
        if (obstacle is not null)
        {
            log.Info(LogEvent.NucleusRestartDeferred, $"the nucleus is not restarted yet: {obstacle}");
            return ActivationOutcome.Deferred;
        }

        log.Info(LogEvent.NucleusRestart, $"restarting the nucleus: {string.Join(' ', command)}");
        await ProgramRun.RunAsync(command, cancellation);
        return ActivationOutcome.Begun;
    }
}
