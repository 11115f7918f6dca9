using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>What is done when a job is aborted.</summary>
public class IoTJobAbortAction : ConstantClass
{
    /// <summary>The job is cancelled.</summary>
    public static readonly IoTJobAbortAction CANCEL = new("CANCEL");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public IoTJobAbortAction(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static IoTJobAbortAction FindValue(string value) => FindValue<IoTJobAbortAction>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator IoTJobAbortAction(string value) => FindValue(value);
}
