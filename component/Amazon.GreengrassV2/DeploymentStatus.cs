using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Status of a deployment.</summary>
public class DeploymentStatus : ConstantClass
{
    /// <summary>It is being carried out, or awaits new devices of its group.</summary>
    public static readonly DeploymentStatus ACTIVE = new("ACTIVE");

    /// <summary>It has been carried out.</summary>
    public static readonly DeploymentStatus COMPLETED = new("COMPLETED");

    /// <summary>It was cancelled.</summary>
    public static readonly DeploymentStatus CANCELED = new("CANCELED");

    /// <summary>It failed.</summary>
    public static readonly DeploymentStatus FAILED = new("FAILED");

    /// <summary>A later revision has taken its place.</summary>
    public static readonly DeploymentStatus INACTIVE = new("INACTIVE");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public DeploymentStatus(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static DeploymentStatus FindValue(string value) => FindValue<DeploymentStatus>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator DeploymentStatus(string value) => FindValue(value);
}
