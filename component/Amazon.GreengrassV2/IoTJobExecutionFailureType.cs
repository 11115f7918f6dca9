using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Which ends of a job on devices count as failures.</summary>
public class IoTJobExecutionFailureType : ConstantClass
{
    /// <summary>Those that failed.</summary>
    public static readonly IoTJobExecutionFailureType FAILED = new("FAILED");

    /// <summary>Those that devices refused.</summary>
    public static readonly IoTJobExecutionFailureType REJECTED = new("REJECTED");

    /// <summary>Those that did not end in time.</summary>
    public static readonly IoTJobExecutionFailureType TIMED_OUT = new("TIMED_OUT");

    /// <summary>All of these.</summary>
    public static readonly IoTJobExecutionFailureType ALL = new("ALL");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public IoTJobExecutionFailureType(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static IoTJobExecutionFailureType FindValue(string value) => FindValue<IoTJobExecutionFailureType>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator IoTJobExecutionFailureType(string value) => FindValue(value);
}
