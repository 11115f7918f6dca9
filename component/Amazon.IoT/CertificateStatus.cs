using Amazon.Runtime;

namespace Amazon.IoT;

/// <summary>Status of a certificate.</summary>
public class CertificateStatus : ConstantClass
{
    /// <summary>Clients may connect with it.</summary>
    public static readonly CertificateStatus ACTIVE = new("ACTIVE");

    /// <summary>Clients may not connect; it can be made active again.</summary>
    public static readonly CertificateStatus INACTIVE = new("INACTIVE");

    /// <summary>Clients may not connect; for compromised keys.</summary>
    public static readonly CertificateStatus REVOKED = new("REVOKED");

    /// <summary>Being transferred to another account.</summary>
    public static readonly CertificateStatus PENDING_TRANSFER = new("PENDING_TRANSFER");

    /// <summary>Registered, not yet used; an old status.</summary>
    public static readonly CertificateStatus REGISTER_INACTIVE = new("REGISTER_INACTIVE");

    /// <summary>Seen in a connection for the first time, to be activated.</summary>
    public static readonly CertificateStatus PENDING_ACTIVATION = new("PENDING_ACTIVATION");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public CertificateStatus(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static CertificateStatus FindValue(string value) => FindValue<CertificateStatus>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator CertificateStatus(string value) => FindValue(value);
}
