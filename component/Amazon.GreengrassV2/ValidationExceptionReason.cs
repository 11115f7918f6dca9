using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Why a request is not valid.</summary>
public class ValidationExceptionReason : ConstantClass
{
    /// <summary>There is no such operation.</summary>
    public static readonly ValidationExceptionReason UNKNOWN_OPERATION = new("UNKNOWN_OPERATION");

    /// <summary>It cannot be read.</summary>
    public static readonly ValidationExceptionReason CANNOT_PARSE = new("CANNOT_PARSE");

    /// <summary>A member of it is wrong.</summary>
    public static readonly ValidationExceptionReason FIELD_VALIDATION_FAILED = new("FIELD_VALIDATION_FAILED");

    /// <summary>Something else.</summary>
    public static readonly ValidationExceptionReason OTHER = new("OTHER");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public ValidationExceptionReason(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static ValidationExceptionReason FindValue(string value) => FindValue<ValidationExceptionReason>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator ValidationExceptionReason(string value) => FindValue(value);
}
