namespace GreengrassTpm.Bootstrap;

/// <summary>How a run of <c>provision</c> ended.</summary>
public enum ProvisionOutcome
{
    /// <summary>Dry run: nothing was changed.</summary>
    Planned,

    /// <summary>Key and certificate request are there; the certificate is missing.</summary>
    AwaitingCertificate,

    /// <summary>The credential is complete.</summary>
    Provisioned,
}
