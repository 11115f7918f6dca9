using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Whether components are told of an update before it.</summary>
public class DeploymentComponentUpdatePolicyAction : ConstantClass
{
    /// <summary>They are told and may put it off.</summary>
    public static readonly DeploymentComponentUpdatePolicyAction NOTIFY_COMPONENTS = new("NOTIFY_COMPONENTS");

    /// <summary>They are not told.</summary>
    public static readonly DeploymentComponentUpdatePolicyAction SKIP_NOTIFY_COMPONENTS = new("SKIP_NOTIFY_COMPONENTS");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public DeploymentComponentUpdatePolicyAction(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static DeploymentComponentUpdatePolicyAction FindValue(string value) =>
        FindValue<DeploymentComponentUpdatePolicyAction>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator DeploymentComponentUpdatePolicyAction(string value) => FindValue(value);
}
