namespace GreengrassTpm.Verification;

/// <summary>The nuclei that there are.</summary>
public enum NucleusFlavour
{
    /// <summary>AWS IoT Greengrass nucleus (Java): finds label and type by the URIs, the token by the provider's slot.</summary>
    Classic,

    /// <summary>AWS IoT Greengrass nucleus lite (C): finds everything by the URIs.</summary>
    Lite,
}

/// <summary>What a nucleus' configuration says about its credential. No PIN: only whether there is one.</summary>
/// <param name="Flavour">Which nucleus.</param>
/// <param name="File">The file that was read; of several, the one that decided.</param>
public sealed record NucleusFacts(NucleusFlavour Flavour, string File)
{
    /// <summary>Why the configuration cannot be read, as a clause; null where it can.</summary>
    public string? Problem { get; init; }

    /// <summary><c>system.privateKeyPath</c>, a PIN in it redacted; null where there is none.</summary>
    public string? PrivateKeyPath { get; init; }

    /// <summary><c>system.certificateFilePath</c>, a PIN in it redacted; null where there is none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The label of the private key that the URI names; null where it is no PKCS#11 URI or names none.</summary>
    public string? KeyLabel { get; init; }

    /// <summary>The label of the certificate that the URI names.</summary>
    public string? CertificateLabel { get; init; }

    /// <summary>The token that the URIs name; the classic nucleus pays no heed to it.</summary>
    public string? TokenLabel { get; init; }

    /// <summary>CKA_ID that the URIs name, in lower-case hexadecimal.</summary>
    public string? KeyId { get; init; }

    /// <summary>The module of the classic nucleus' Pkcs11Provider.</summary>
    public string? Library { get; init; }

    /// <summary>Whether that is the module of this examination, links followed.</summary>
    public bool UsesModule { get; init; }

    /// <summary>The slot of the classic nucleus' Pkcs11Provider, as it stands there.</summary>
    public string? Slot { get; init; }

    /// <summary>Whether the configuration holds a PIN, or names where one is.</summary>
    public bool HasPin { get; init; }

    /// <summary>Whether the PIN in the configuration is the one of this examination; null where one of them is not known.</summary>
    public bool? HasSamePin { get; init; }

    /// <summary>Whether AWS' Secret Manager component is on the device.</summary>
    public bool HasSecretManager { get; init; }

    /// <summary><c>system.thingName</c>.</summary>
    public string? ThingName { get; init; }

    /// <summary><c>awsRegion</c> of the nucleus.</summary>
    public string? Region { get; init; }

    /// <summary><c>iotRoleAlias</c> of the nucleus.</summary>
    public string? RoleAlias { get; init; }

    /// <summary><c>iotDataEndpoint</c> of the nucleus.</summary>
    public string? DataEndpoint { get; init; }

    /// <summary><c>iotCredEndpoint</c> of the nucleus.</summary>
    public string? CredentialsEndpoint { get; init; }

    /// <summary><c>system.rootCaPath</c>.</summary>
    public string? RootAuthorityPath { get; init; }
}

/// <summary>What a service of a nucleus gets as environment from systemd.</summary>
/// <param name="Unit">The unit, for example <c>greengrass.service</c>.</param>
/// <param name="Store">TPM2_PKCS11_STORE; null where it is not set.</param>
/// <param name="Tcti">TPM2_PKCS11_TCTI; null where it is not set.</param>
public sealed record UnitFacts(string Unit, string? Store, string? Tcti);

/// <summary>The services of a nucleus.</summary>
/// <param name="Units">At least one.</param>
public sealed record ServiceFacts(IReadOnlyList<UnitFacts> Units);
