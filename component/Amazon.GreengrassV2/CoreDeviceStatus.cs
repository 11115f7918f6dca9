using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Health of a core device.</summary>
public class CoreDeviceStatus : ConstantClass
{
    /// <summary>All its components run.</summary>
    public static readonly CoreDeviceStatus HEALTHY = new("HEALTHY");

    /// <summary>A component of it is broken.</summary>
    public static readonly CoreDeviceStatus UNHEALTHY = new("UNHEALTHY");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public CoreDeviceStatus(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static CoreDeviceStatus FindValue(string value) => FindValue<CoreDeviceStatus>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator CoreDeviceStatus(string value) => FindValue(value);
}
