namespace GreengrassTpm.Credentials;

/// <summary>What a rotation replaces.</summary>
public enum RotationMode
{
    /// <summary>A new key is born in the chip and gets a new certificate.</summary>
    KeyAndCertificate,

    /// <summary>The key stays and gets a new certificate.</summary>
    CertificateOnly,
}
