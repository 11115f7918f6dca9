using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the operator asked for. Null means not said: then the provisioning record decides, and after it the default.</summary>
public sealed record ProvisioningOptions
{
    /// <summary>Enough for a Java nucleus on a small device.</summary>
    internal static readonly TimeSpan DefaultConfirmWithin = TimeSpan.FromMinutes(3);

    /// <summary>The AWS IoT thing.</summary>
    public string? ThingName { get; init; }

    /// <summary>The PKCS#11 module.</summary>
    public string? Module { get; init; }

    /// <summary>How the TPM is reached.</summary>
    public string? Tcti { get; init; }

    /// <summary>The folder of the token.</summary>
    public string? Store { get; init; }

    /// <summary>The token's label.</summary>
    public string? TokenLabel { get; init; }

    /// <summary>The label of key and certificate.</summary>
    public string? KeyLabel { get; init; }

    /// <summary>The kind of key.</summary>
    public KeyAlgorithm? Algorithm { get; init; }

    /// <summary>Where the certificate request goes.</summary>
    public string? CertificateRequest { get; init; }

    /// <summary>Where the certificate comes from.</summary>
    public string? Certificate { get; init; }

    /// <summary>The nuclei to write configuration for.</summary>
    public IReadOnlyList<NucleusKind>? Nuclei { get; init; }

    /// <summary>Where their configuration goes.</summary>
    public string? NucleusFolder { get; init; }

    /// <summary>How nucleus lite gets the PIN.</summary>
    public LitePin? LitePin { get; init; }

    /// <summary>The nucleus' root folder.</summary>
    public string? NucleusRoot { get; init; }

    /// <summary>The certificate authority of AWS IoT.</summary>
    public string? RootCa { get; init; }

    /// <summary>The AWS region.</summary>
    public string? AwsRegion { get; init; }

    /// <summary>The role alias of the token exchange.</summary>
    public string? RoleAlias { get; init; }

    /// <summary>The data endpoint.</summary>
    public string? DataEndpoint { get; init; }

    /// <summary>The credentials endpoint.</summary>
    public string? CredentialEndpoint { get; init; }

    /// <summary>The policy to attach, in AWS IoT.</summary>
    public string? Policy { get; init; }

    /// <summary>The template that the policy is made from, if it is not there.</summary>
    public string? PolicyTemplate { get; init; }

    /// <summary>The thing group to join.</summary>
    public string? ThingGroup { get; init; }

    /// <summary>What becomes of certificates that the thing has already.</summary>
    public ExistingCertificates ExistingCertificates { get; init; }

    /// <summary>The folder of the classic nucleus' installer, to install it.</summary>
    public string? NucleusInstaller { get; init; }

    /// <summary>Where the SO PIN goes, off the device; null to keep it there.</summary>
    public string? SecurityOfficerPinOut { get; init; }

    /// <summary>Whether a credential that is on a token already is taken under management as it is.</summary>
    public bool Adopt { get; init; }

    /// <summary>The file of that token's user PIN; null to take it from the nucleus' configuration.</summary>
    public string? PinFile { get; init; }

    /// <summary>Whether AWS IoT is not to be asked for such a credential.</summary>
    public bool Offline { get; init; }

    /// <summary>Whether a nucleus that has key and certificate in files is moved to the TPM.</summary>
    public bool FromFiles { get; init; }

    /// <summary>The classic nucleus' plugin for PKCS#11; null where it has it.</summary>
    public string? Plugin { get; init; }

    /// <summary>How long the nucleus has, from its start, to be seen with the token.</summary>
    public TimeSpan ConfirmWithin { get; init; } = DefaultConfirmWithin;

    /// <summary>Whether the certificate that it had before is ended in AWS IoT.</summary>
    public bool RetireFormer { get; init; }

    /// <summary>Whether the files that it had before are deleted.</summary>
    public bool RemoveFiles { get; init; }

    /// <summary>Whether AWS IoT is asked: neither half of the offline way is wanted.</summary>
    public bool IsOnline => CertificateRequest is null && Certificate is null && !Offline;

    /// <summary>Whether only the plan is wanted.</summary>
    public bool DryRun { get; init; }
}
