using System.Text.Json.Serialization;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The states that a component can report of itself.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportedState>))]
public enum ReportedState
{
    /// <summary>Ready. Of use to a component with a <c>startup</c> script; one with a <c>run</c> script counts as running anyway.</summary>
    [JsonStringEnumMemberName("RUNNING")]
    Running,

    /// <summary>Failed: the classic nucleus restarts the component. Nucleus lite takes it and does nothing: exit there.</summary>
    [JsonStringEnumMemberName("ERRORED")]
    Errored,
}

/// <summary>A deployment begins or has ended.</summary>
/// <param name="DeploymentId">The Greengrass deployment. Validation events carry another id for the same deployment.</param>
public abstract record ComponentUpdateEvent(string DeploymentId);

/// <summary>
/// A deployment is about to change components, whether or not this one. Answer with DeferComponentUpdate at once: until then
/// the nucleus waits, up to the deployment's time-out (60 s by default).
/// </summary>
/// <param name="DeploymentId">The Greengrass deployment.</param>
/// <param name="IsGgcRestarting">Whether the nucleus itself will restart; no <see cref="PostComponentUpdateEvent"/> follows then.</param>
public sealed record PreComponentUpdateEvent(string DeploymentId, bool IsGgcRestarting)
    : ComponentUpdateEvent(DeploymentId);

/// <summary>The deployment is done with the components, or was cancelled.</summary>
/// <param name="DeploymentId">The Greengrass deployment.</param>
public sealed record PostComponentUpdateEvent(string DeploymentId) : ComponentUpdateEvent(DeploymentId);

/// <summary>Whether a restart was begun.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RestartStatus>))]
public enum RestartStatus
{
    /// <summary>It was.</summary>
    [JsonStringEnumMemberName("SUCCEEDED")]
    Succeeded,

    /// <summary>It was not.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,
}

/// <summary>The answer of RestartComponent.</summary>
/// <param name="RestartStatus">Whether the restart was begun.</param>
/// <param name="Message">The nucleus' words about it.</param>
public sealed record RestartComponentResponse(RestartStatus RestartStatus, string? Message = null);

internal sealed record UpdateStateRequest(ReportedState State);

internal sealed record ComponentUpdatePolicyEvents(
    PreComponentUpdateEvent? PreUpdateEvent = null,
    PostComponentUpdateEvent? PostUpdateEvent = null
);

// recheckAfterMs is never left out: without it the classic nucleus stalls the deployment to its time-out.
internal sealed record DeferComponentUpdateRequest(string DeploymentId, long RecheckAfterMs, string? Message = null);

internal sealed record RestartComponentRequest(string ComponentName);
