namespace GreengrassTpm.Bootstrap;

/// <summary>What becomes of certificates that the thing has already.</summary>
public enum ExistingCertificates
{
    /// <summary>Nothing is done as long as there are any.</summary>
    Refuse,

    /// <summary>They stay, and the new one is attached beside them.</summary>
    Keep,

    /// <summary>They are deactivated, detached and deleted once the new one is active.</summary>
    Replace,
}
