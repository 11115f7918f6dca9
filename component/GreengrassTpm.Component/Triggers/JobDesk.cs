using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>
/// The job that is being carried out. It remembers nothing durably: after a restart the cloud offers the job again, and the
/// journal knows which rotation it has brought about.
/// </summary>
/// <param name="client">The thing's jobs.</param>
/// <param name="log">Is told.</param>
internal sealed class JobDesk(JobsClient client, EventLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private JobExecution? _job;
    private JobProgress? _told;

    /// <summary>The job; null where there is none.</summary>
    internal string? JobId => _job?.JobId;

    /// <summary>Whether the cloud knows how the job goes; true where there is none.</summary>
    internal bool IsTold { get; private set; } = true;

    /// <summary>Takes what the cloud offers, or that it offers nothing.</summary>
    internal void Take(JobExecution? offered)
    {
        if (offered is null || offered.JobId == JobId)
        {
            Forget(offered is null);
            return;
        }

        if (!offered.IsRotation)
        {
            // Another program on the device may be waiting for it.
            log.Info(LogEvent.JobRefused, $"job {offered.JobId} is not for this component");
            return;
        }

        log.Info(LogEvent.JobTaken, $"job {offered.JobId} asks for a rotation");
        _job = offered;
        _told = null;
        IsTold = false;
    }

    /// <summary>Tells the cloud how the job goes, if that is news.</summary>
    /// <param name="history">The journal's rotations.</param>
    /// <param name="renewal">What the policy makes of the job.</param>
    /// <param name="attempt">What the last attempt has come to.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task TellAsync(
        RotationHistory history,
        RenewalDecision? renewal,
        RotationStep? attempt,
        CancellationToken cancellation
    )
    {
        if (JobId is not { } id)
        {
            return;
        }

        JobProgress progress = JobProgress.Of(RotationDemand.OfJob(history, id), renewal, attempt);
        if (progress == _told)
        {
            return;
        }

        IsTold = false;
        JobAnswer? answer = await client.UpdateAsync(id, progress, Patience, cancellation);
        if (answer is null)
        {
            return;
        }

        IsTold = true;
        _told = progress;
        if (answer.Code is not null)
        {
            // Cancelled, timed out or deleted meanwhile. A rotation that has begun goes on: half of one is of no use.
            log.Warning(LogEvent.JobEnded, $"job {id} takes no progress any more: {answer.Code} {answer.Message}");
            _job = null;
        }
        else if (progress.IsFinal)
        {
            log.Info(LogEvent.JobEnded, $"job {id} has ended: {progress.Status} {progress.Reason}");
            _job = null;
        }
    }

    private void Forget(bool isGone)
    {
        if (isGone && JobId is { } id && IsTold)
        {
            log.Info(LogEvent.JobEnded, $"job {id} is offered no more");
            _job = null;
        }
    }
}
