using Amazon.Runtime;

namespace Amazon.IoT;

/// <summary>Whether a certificate's CA is registered.</summary>
public class CertificateMode : ConstantClass
{
    /// <summary>Signed by Amazon's CA or a registered one.</summary>
    public static readonly CertificateMode DEFAULT = new("DEFAULT");

    /// <summary>Registered without its CA; clients must send SNI.</summary>
    public static readonly CertificateMode SNI_ONLY = new("SNI_ONLY");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public CertificateMode(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static CertificateMode FindValue(string value) => FindValue<CertificateMode>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator CertificateMode(string value) => FindValue(value);
}
