using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>A deployment of the cloud.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TargetArn">The thing or thing group that it is for.</param>
/// <param name="Body">The request as it was sent.</param>
/// <param name="Revision">Number of the target's revision.</param>
/// <param name="Created">When it was created.</param>
public sealed record DeploymentRecord(
    string Id,
    string TargetArn,
    JsonObject Body,
    int Revision,
    DateTimeOffset Created
)
{
    /// <summary>ACTIVE, INACTIVE or CANCELED.</summary>
    public string Status { get; internal set; } = "ACTIVE";

    /// <summary>How often each device's progress has been asked for.</summary>
    internal Dictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);
}

/// <summary>How deployments end on a device.</summary>
/// <param name="Status">SUCCEEDED, FAILED, REJECTED ...; IN_PROGRESS for a device that never ends.</param>
/// <param name="Reason">What the device says; null for nothing.</param>
/// <param name="ErrorStack">Codes of the errors, the outermost first.</param>
public sealed record DeploymentOutcome(string Status, string? Reason = null, params IReadOnlyList<string> ErrorStack);

/// <summary>A device with a nucleus.</summary>
/// <param name="Thing">Its thing.</param>
/// <param name="Outcome">How deployments end on it.</param>
public sealed record CoreDeviceRecord(string Thing, DeploymentOutcome Outcome);
