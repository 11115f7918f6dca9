namespace GreengrassTpm.Pkcs11;

/// <summary>What was to be stored as certificate is none, or is one of a key that the token does not hold. Nothing was written.</summary>
public sealed class CertificateUnusableException : TokenException
{
    internal CertificateUnusableException(string reason, Exception? cause = null)
        : base($"The certificate was not stored: {reason}", RetryClass.Permanent, cause) { }
}
