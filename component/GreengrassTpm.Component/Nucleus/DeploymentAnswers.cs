using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>
/// Answers what the classic nucleus asks before a deployment, at once, because it waits for each answer: whether a proposed
/// configuration is valid, and whether this is a good time.
/// </summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="deployments">Remembers that a deployment is under way.</param>
/// <param name="mustDefer">Whether a deployment has to wait now.</param>
/// <param name="ended">Is called when a deployment has ended.</param>
/// <param name="log">Is told.</param>
internal sealed class DeploymentAnswers(
    GreengrassIpcClient ipc,
    DeploymentWatch deployments,
    Func<bool> mustDefer,
    Action ended,
    EventLog log
)
{
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(60);

    /// <summary>Answers questions about configurations until it is cancelled. The live configuration is not touched.</summary>
    internal async Task AnswerValidationsAsync(CancellationToken cancellation)
    {
        await using IpcSubscription<ValidateConfigurationUpdateEvent> questions =
            await ipc.SubscribeToValidateConfigurationUpdatesAsync(cancellationToken: cancellation);
        await foreach (ValidateConfigurationUpdateEvent question in questions.WithCancellation(cancellation))
        {
            ConfigurationReading reading = ComponentConfiguration.Read(question.Configuration);
            bool isValid = reading.Problems.Count == 0;
            string? why = isValid ? null : ConfigurationReading.Text(reading.Problems);
            if (!isValid)
            {
                log.Warning(LogEvent.ConfigurationInvalid, $"a deployment's configuration is refused: {why}");
            }

            await QuietlyAsync(
                ipc.SendConfigurationValidityReportAsync(
                    new ConfigurationValidityReport(
                        isValid ? ConfigurationValidityStatus.Accepted : ConfigurationValidityStatus.Rejected,
                        question.DeploymentId,
                        why
                    ),
                    cancellation
                )
            );
        }
    }

    /// <summary>Answers announcements of deployments until it is cancelled.</summary>
    internal async Task AnswerUpdatesAsync(CancellationToken cancellation)
    {
        await using IpcSubscription<ComponentUpdateEvent> events = await ipc.SubscribeToComponentUpdatesAsync(
            cancellationToken: cancellation
        );
        await foreach (ComponentUpdateEvent happening in events.WithCancellation(cancellation))
        {
            if (happening is PreComponentUpdateEvent)
            {
                await AnswerAsync(happening.DeploymentId, cancellation);
            }
            else
            {
                deployments.Ends(happening.DeploymentId);
                ended();
            }
        }
    }

    private async Task AnswerAsync(string deploymentId, CancellationToken cancellation)
    {
        bool waits = mustDefer();
        if (waits)
        {
            log.Info(LogEvent.DeploymentDeferred, $"deployment {deploymentId} waits for the end of a switch");
        }
        else
        {
            deployments.Begins(deploymentId);
        }

        await QuietlyAsync(
            ipc.DeferComponentUpdateAsync(
                deploymentId,
                waits ? Recheck : TimeSpan.Zero,
                waits ? "a rotation is between its switch and its confirmation" : null,
                cancellation
            )
        );
    }

    // Too late, or asked by a nucleus that is gone: there is nobody left to tell.
    private async Task QuietlyAsync(Task answer)
    {
        try
        {
            await answer;
        }
        catch (GreengrassIpcException error)
        {
            log.Warning(LogEvent.ConnectionLost, $"an answer to a deployment did not get through: {error.Message}");
        }
    }
}
