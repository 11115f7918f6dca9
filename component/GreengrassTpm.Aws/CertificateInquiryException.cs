namespace GreengrassTpm.Aws;

/// <summary>Why the registry has not told about a certificate.</summary>
public enum InquiryFailure
{
    /// <summary>Nobody answered, or could.</summary>
    Unanswered,

    /// <summary>The certificate got no session: it, its policy or the role alias is not as it should be.</summary>
    Refused,

    /// <summary>The device's role does not allow the question: nothing is wrong with the certificate.</summary>
    Denied,
}

/// <summary>The registry has not told about a certificate.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">What was tried, and what came back.</param>
/// <param name="cause">The error below.</param>
public sealed class CertificateInquiryException(InquiryFailure failure, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public InquiryFailure Failure => failure;
}
