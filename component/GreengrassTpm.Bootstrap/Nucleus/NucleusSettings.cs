namespace GreengrassTpm.Bootstrap;

/// <summary>The nuclei that there are.</summary>
public enum NucleusKind
{
    /// <summary>AWS IoT Greengrass nucleus (Java).</summary>
    Classic,

    /// <summary>AWS IoT Greengrass nucleus lite (C).</summary>
    Lite,
}

/// <summary>How nucleus lite gets the PIN.</summary>
public enum LitePin
{
    /// <summary>The URI names the PIN's file (<c>pin-source</c>, RFC 7512); the nucleus' user must be able to read it.</summary>
    Source,

    /// <summary>The URI holds the PIN (<c>pin-value</c>): every component that may read the configuration sees it.</summary>
    Value,
}

/// <summary>What the configuration of a nucleus is made from. A value that is null is left out for the operator or a deployment to fill in.</summary>
public sealed record NucleusSettings
{
    /// <summary>The AWS IoT thing.</summary>
    public required string ThingName { get; init; }

    /// <summary>The PKCS#11 module's absolute path.</summary>
    public required string ModulePath { get; init; }

    /// <summary>The token's slot; the classic nucleus finds the token by it.</summary>
    public required ulong Slot { get; init; }

    /// <summary>The token's label; nucleus lite finds the token by it.</summary>
    public required string TokenLabel { get; init; }

    /// <summary>The label of key and certificate.</summary>
    public required string KeyLabel { get; init; }

    /// <summary>The file that holds the user PIN.</summary>
    public required string PinFile { get; init; }

    /// <summary>How nucleus lite gets the PIN.</summary>
    public LitePin LitePin { get; init; }

    /// <summary>The nucleus' root folder, for example <c>/greengrass/v2</c>.</summary>
    public string? RootPath { get; init; }

    /// <summary>The certificate authority of AWS IoT, for example <c>AmazonRootCA1.pem</c>.</summary>
    public string? RootCaPath { get; init; }

    /// <summary>For example <c>eu-central-1</c>.</summary>
    public string? AwsRegion { get; init; }

    /// <summary>The role alias of the token exchange.</summary>
    public string? RoleAlias { get; init; }

    /// <summary>The data endpoint's host name.</summary>
    public string? DataEndpoint { get; init; }

    /// <summary>The credentials endpoint's host name.</summary>
    public string? CredentialEndpoint { get; init; }
}
