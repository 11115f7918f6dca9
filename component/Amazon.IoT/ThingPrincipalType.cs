using Amazon.Runtime;

namespace Amazon.IoT;

/// <summary>Whether a principal serves one thing or more.</summary>
public class ThingPrincipalType : ConstantClass
{
    /// <summary>The principal serves this thing and no other.</summary>
    public static readonly ThingPrincipalType EXCLUSIVE_THING = new("EXCLUSIVE_THING");

    /// <summary>The principal may serve other things too.</summary>
    public static readonly ThingPrincipalType NON_EXCLUSIVE_THING = new("NON_EXCLUSIVE_THING");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public ThingPrincipalType(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static ThingPrincipalType FindValue(string value) => FindValue<ThingPrincipalType>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator ThingPrincipalType(string value) => FindValue(value);
}
