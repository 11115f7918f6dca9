using Amazon.GreengrassV2;
using Amazon.GreengrassV2.Model;

namespace GreengrassTpm.Release;

/// <summary>How far one device is with a deployment.</summary>
/// <param name="Thing">The device's thing.</param>
/// <param name="Status">Its status in the cloud's word.</param>
/// <param name="Reason">Why; null if the device has not said.</param>
public sealed record DeviceProgress(string Thing, string Status, string? Reason)
{
    private static readonly string[] Successes =
    [
        EffectiveDeploymentExecutionStatus.COMPLETED,
        EffectiveDeploymentExecutionStatus.SUCCEEDED,
    ];

    private static readonly string[] Failures =
    [
        EffectiveDeploymentExecutionStatus.FAILED,
        EffectiveDeploymentExecutionStatus.TIMED_OUT,
        EffectiveDeploymentExecutionStatus.CANCELED,
        EffectiveDeploymentExecutionStatus.REJECTED,
    ];

    /// <summary>It has what was deployed.</summary>
    public bool Succeeded => Successes.Contains(Status);

    /// <summary>It will not have it.</summary>
    public bool Failed => Failures.Contains(Status);

    /// <summary>It has not begun to report.</summary>
    /// <param name="thing">The device's thing.</param>
    /// <returns>The progress.</returns>
    public static DeviceProgress Unheard(string thing) => new(thing, EffectiveDeploymentExecutionStatus.QUEUED, null);

    /// <summary>What the cloud says of a device.</summary>
    /// <param name="thing">The device's thing.</param>
    /// <param name="deployment">The deployment on that device.</param>
    /// <returns>The progress.</returns>
    public static DeviceProgress Of(string thing, EffectiveDeployment deployment) =>
        new(
            thing,
            deployment.CoreDeviceExecutionStatus.Value,
            deployment.StatusDetails?.ErrorStack is { Count: > 0 } stack
                ? $"{deployment.Reason} ({string.Join(" < ", stack)})"
                : deployment.Reason
        );

    /// <inheritdoc />
    public override string ToString() => Reason is null ? $"{Thing}: {Status}" : $"{Thing}: {Status}: {Reason}";
}
