using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Which deployments a list holds.</summary>
public class DeploymentHistoryFilter : ConstantClass
{
    /// <summary>All of them.</summary>
    public static readonly DeploymentHistoryFilter ALL = new("ALL");

    /// <summary>The latest of each target.</summary>
    public static readonly DeploymentHistoryFilter LATEST_ONLY = new("LATEST_ONLY");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public DeploymentHistoryFilter(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static DeploymentHistoryFilter FindValue(string value) => FindValue<DeploymentHistoryFilter>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator DeploymentHistoryFilter(string value) => FindValue(value);
}
