using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>What a device does after a deployment that failed on it.</summary>
public class DeploymentFailureHandlingPolicy : ConstantClass
{
    /// <summary>It goes back to what it had.</summary>
    public static readonly DeploymentFailureHandlingPolicy ROLLBACK = new("ROLLBACK");

    /// <summary>It stays as it is.</summary>
    public static readonly DeploymentFailureHandlingPolicy DO_NOTHING = new("DO_NOTHING");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public DeploymentFailureHandlingPolicy(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static DeploymentFailureHandlingPolicy FindValue(string value) =>
        FindValue<DeploymentFailureHandlingPolicy>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator DeploymentFailureHandlingPolicy(string value) => FindValue(value);
}
