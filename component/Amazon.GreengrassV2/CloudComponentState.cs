using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>State of a component version in the cloud.</summary>
public class CloudComponentState : ConstantClass
{
    /// <summary>The creation has been asked for.</summary>
    public static readonly CloudComponentState REQUESTED = new("REQUESTED");

    /// <summary>The creation has begun.</summary>
    public static readonly CloudComponentState INITIATED = new("INITIATED");

    /// <summary>It can be deployed.</summary>
    public static readonly CloudComponentState DEPLOYABLE = new("DEPLOYABLE");

    /// <summary>The creation failed; the errors say why.</summary>
    public static readonly CloudComponentState FAILED = new("FAILED");

    /// <summary>It should not be deployed any more.</summary>
    public static readonly CloudComponentState DEPRECATED = new("DEPRECATED");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public CloudComponentState(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static CloudComponentState FindValue(string value) => FindValue<CloudComponentState>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator CloudComponentState(string value) => FindValue(value);
}
