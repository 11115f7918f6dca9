namespace GreengrassTpm.Credentials;

/// <summary>
/// What the configuration of the nucleus and its services is made of, as far as the rest of the record does not say it: a later run
/// that is not told otherwise makes the same again. A value that is null is left out of the configuration.
/// </summary>
public sealed record RecordedNucleus
{
    /// <summary>Where the configuration goes.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the classic nucleus is configured.</summary>
    public required bool Classic { get; init; }

    /// <summary>Whether nucleus lite is configured.</summary>
    public required bool Lite { get; init; }

    /// <summary>Whether nucleus lite has the PIN in its URIs, and not in a file that they name.</summary>
    public required bool PinInUris { get; init; }

    /// <summary>How the services reach the TPM (TPM2_PKCS11_TCTI).</summary>
    public required string Tcti { get; init; }

    /// <summary>The nucleus' root folder.</summary>
    public string? RootFolder { get; init; }

    /// <summary>The file of the certificate authorities that the nucleus trusts.</summary>
    public string? RootCa { get; init; }

    /// <summary>The AWS region.</summary>
    public string? AwsRegion { get; init; }

    /// <summary>The role alias of the token exchange.</summary>
    public string? RoleAlias { get; init; }

    /// <summary>The data endpoint.</summary>
    public string? DataEndpoint { get; init; }

    /// <summary>The credentials endpoint.</summary>
    public string? CredentialEndpoint { get; init; }
}
