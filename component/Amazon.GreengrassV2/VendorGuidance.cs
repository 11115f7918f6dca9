using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>What the publisher says about a component version.</summary>
public class VendorGuidance : ConstantClass
{
    /// <summary>It is maintained.</summary>
    public static readonly VendorGuidance ACTIVE = new("ACTIVE");

    /// <summary>It is not maintained any more.</summary>
    public static readonly VendorGuidance DISCONTINUED = new("DISCONTINUED");

    /// <summary>It has been deleted.</summary>
    public static readonly VendorGuidance DELETED = new("DELETED");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public VendorGuidance(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static VendorGuidance FindValue(string value) => FindValue<VendorGuidance>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator VendorGuidance(string value) => FindValue(value);
}
