namespace GreengrassTpm.Credentials;

/// <summary>What one kind of evidence says about the certificate in use.</summary>
public enum EvidenceVerdict
{
    /// <summary>The expected certificate is in use.</summary>
    Expected,

    /// <summary>Another certificate is in use, which <see cref="Evidence.CertificateId"/> names where it is known.</summary>
    Other,

    /// <summary>The evidence did not come.</summary>
    Missing,
}

/// <summary>One piece of evidence about the certificate in use.</summary>
/// <param name="Kind">
/// Its name, which the journal keeps as part of the baseline: <see cref="TokenExchange"/>, <see cref="Shadow"/>.
/// </param>
/// <param name="Verdict">What it says.</param>
/// <param name="Detail">What was tried and what came back, for an operator; no full stop.</param>
/// <param name="CertificateId">The certificate that was named, in lower-case hexadecimal; null where none was.</param>
public sealed record Evidence(string Kind, EvidenceVerdict Verdict, string Detail, string? CertificateId = null)
{
    /// <summary>The session of token-exchange credentials names the certificate (sts:GetCallerIdentity).</summary>
    public const string TokenExchange = "token-exchange";

    /// <summary>A named shadow was updated and the update accepted, over the device's own connection.</summary>
    public const string Shadow = "shadow";
}
