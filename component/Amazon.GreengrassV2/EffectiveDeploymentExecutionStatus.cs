using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Status of a deployment on one device.</summary>
public class EffectiveDeploymentExecutionStatus : ConstantClass
{
    /// <summary>The device is carrying it out.</summary>
    public static readonly EffectiveDeploymentExecutionStatus IN_PROGRESS = new("IN_PROGRESS");

    /// <summary>The device has not begun.</summary>
    public static readonly EffectiveDeploymentExecutionStatus QUEUED = new("QUEUED");

    /// <summary>It failed; the reason says why.</summary>
    public static readonly EffectiveDeploymentExecutionStatus FAILED = new("FAILED");

    /// <summary>It has been carried out.</summary>
    public static readonly EffectiveDeploymentExecutionStatus COMPLETED = new("COMPLETED");

    /// <summary>It did not end in its time.</summary>
    public static readonly EffectiveDeploymentExecutionStatus TIMED_OUT = new("TIMED_OUT");

    /// <summary>It was cancelled.</summary>
    public static readonly EffectiveDeploymentExecutionStatus CANCELED = new("CANCELED");

    /// <summary>The device refused it.</summary>
    public static readonly EffectiveDeploymentExecutionStatus REJECTED = new("REJECTED");

    /// <summary>It has been carried out.</summary>
    public static readonly EffectiveDeploymentExecutionStatus SUCCEEDED = new("SUCCEEDED");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public EffectiveDeploymentExecutionStatus(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static EffectiveDeploymentExecutionStatus FindValue(string value) =>
        FindValue<EffectiveDeploymentExecutionStatus>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator EffectiveDeploymentExecutionStatus(string value) => FindValue(value);
}
