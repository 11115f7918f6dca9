using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>Who asks for a rotation.</summary>
internal enum DemandKind
{
    /// <summary>The credential's age, or its certificate's end.</summary>
    Schedule,

    /// <summary>A deployment, by a new <c>rotation.requestId</c>.</summary>
    Request,

    /// <summary>An AWS IoT job.</summary>
    Job,

    /// <summary>A person at the device.</summary>
    Command,
}

/// <summary>A wish for a rotation.</summary>
/// <param name="Kind">Who asks.</param>
/// <param name="Id">The request's or the job's id; empty for others.</param>
/// <param name="Forced">Whether it is insisted upon.</param>
internal sealed record RotationDemand(DemandKind Kind, string Id = "", bool Forced = false)
{
    private const string RequestPrefix = "request:";
    private const string JobPrefix = "job:";

    /// <summary>Nobody in particular: the schedule.</summary>
    internal static readonly RotationDemand BySchedule = new(DemandKind.Schedule);

    /// <summary>What the journal keeps of it.</summary>
    internal string Trigger =>
        Kind switch
        {
            DemandKind.Request => RequestPrefix + Id,
            DemandKind.Job => JobPrefix + Id,
            DemandKind.Command => "command",
            _ => "schedule",
        };

    /// <summary>What the renewal policy is told.</summary>
    internal RotationRequest Request =>
        Forced ? RotationRequest.Forced
        : Kind == DemandKind.Schedule ? RotationRequest.None
        : RotationRequest.Requested;

    /// <summary>
    /// The demand to look at: a person's before a job's before a deployment's before the schedule's. A deployment's request is
    /// made once: not if the latest one that the journal knows is the same.
    /// </summary>
    /// <param name="command">A person's; null where nobody asks.</param>
    /// <param name="jobId">The job to carry out; null where there is none, or where its rotation has begun.</param>
    /// <param name="requestId">The configuration's.</param>
    /// <param name="history">The journal's rotations.</param>
    internal static RotationDemand Choose(
        RotationDemand? command,
        string? jobId,
        string requestId,
        RotationHistory history
    ) =>
        command
        ?? (
            jobId is not null ? new RotationDemand(DemandKind.Job, jobId)
            : requestId.Length > 0 && requestId != LatestRequest(history)
                ? new RotationDemand(DemandKind.Request, requestId)
            : BySchedule
        );

    /// <summary>The rotation that a job has brought about; null where it has not begun.</summary>
    internal static Rotation? OfJob(RotationHistory history, string jobId) =>
        history.Rotations.LastOrDefault(rotation => rotation.Trigger == JobPrefix + jobId);

    /// <summary>The job that has brought a rotation about; null where none has.</summary>
    internal static string? JobOf(Rotation rotation) =>
        rotation.Trigger.StartsWith(JobPrefix, StringComparison.Ordinal) ? rotation.Trigger[JobPrefix.Length..] : null;

    private static string? LatestRequest(RotationHistory history) =>
        history
            .Rotations.Select(rotation => rotation.Trigger)
            .LastOrDefault(trigger => trigger.StartsWith(RequestPrefix, StringComparison.Ordinal))
            ?[RequestPrefix.Length..];
}
