using System.Globalization;
using System.Text.Json;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>What the nucleus' configuration says of the device's identity and of its cloud. Null where it does not say.</summary>
internal sealed record NucleusSettings
{
    /// <summary>The component that holds the nucleus' configuration; nucleus lite answers to this name as well.</summary>
    internal const string NucleusComponent = "aws.greengrass.Nucleus";

    /// <summary>The classic nucleus' plugin for tokens.</summary>
    internal const string ProviderComponent = "aws.greengrass.crypto.Pkcs11Provider";

    /// <summary>The thing that the device is.</summary>
    internal string? ThingName { get; init; }

    /// <summary>The region.</summary>
    internal string? Region { get; init; }

    /// <summary>The role alias of the token exchange.</summary>
    internal string? RoleAlias { get; init; }

    /// <summary>The data endpoint: host, perhaps with a port.</summary>
    internal string? DataEndpoint { get; init; }

    /// <summary>The credentials endpoint: host, perhaps with a port.</summary>
    internal string? CredentialsEndpoint { get; init; }

    /// <summary>The file of the roots that the endpoints' certificates lead to.</summary>
    internal string? RootCaPath { get; init; }

    /// <summary>The active label: that of private key and certificate.</summary>
    internal string? KeyLabel { get; init; }

    /// <summary>The label that the certificate's URI names; it has to be <see cref="KeyLabel"/>.</summary>
    internal string? CertificateLabel { get; init; }

    /// <summary>The PKCS#11 module's path.</summary>
    internal string? Module { get; init; }

    /// <summary>The token's label.</summary>
    internal string? TokenLabel { get; init; }

    /// <summary>The slot that the classic nucleus is configured with.</summary>
    internal ulong? Slot { get; init; }

    /// <summary>The file that the key's URI names for the PIN; null where it names none.</summary>
    internal string? PinFile { get; init; }

    /// <summary>Puts together what the parts of the configuration say.</summary>
    /// <param name="nucleus">The configuration of <see cref="NucleusComponent"/>.</param>
    /// <param name="provider">The configuration of <see cref="ProviderComponent"/>; an undefined element where there is none.</param>
    /// <param name="system">The part <c>system</c>.</param>
    /// <param name="environment">What the nucleus has told this process.</param>
    internal static NucleusSettings Of(
        JsonElement nucleus,
        JsonElement provider,
        SystemSettings system,
        NucleusEnvironment environment
    )
    {
        Pkcs11Uri? key = UriOf(system.PrivateKeyPath);
        return new NucleusSettings
        {
            ThingName = environment.ThingName ?? system.ThingName,
            Region = Text(nucleus, "awsRegion") ?? environment.Region,
            RoleAlias = Text(nucleus, "iotRoleAlias"),
            DataEndpoint = Text(nucleus, "iotDataEndpoint"),
            CredentialsEndpoint = Text(nucleus, "iotCredEndpoint"),
            RootCaPath = environment.RootCaPath ?? system.RootCaPath,
            KeyLabel = key?.ObjectLabel,
            CertificateLabel = UriOf(system.CertificateFilePath)?.ObjectLabel,
            Module = Text(provider, "library") ?? key?.ModulePath,
            TokenLabel = key?.Token,
            Slot = Number(provider, "slot") ?? key?.SlotId,
            PinFile = key?.PinFile,
        };
    }

    /// <summary>A text of an object; null where it is absent or empty.</summary>
    internal static string? Text(JsonElement value, string key) =>
        Member(value, key) is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static ulong? Number(JsonElement value, string key) =>
        Member(value, key) switch
        {
            { ValueKind: JsonValueKind.String } text
                when ulong.TryParse(
                    text.GetString(),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out ulong number
                ) => number,
            // What came through UpdateConfiguration of a classic nucleus is a double.
            { ValueKind: JsonValueKind.Number } number
                when number.TryGetDouble(out double real) && real is >= 0 and < 1e15 => (ulong)real,
            _ => null,
        };

    private static JsonElement? Member(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out JsonElement found) ? found : null;

    private static Pkcs11Uri? UriOf(string? text) => Pkcs11Uri.TryParse(text, out Pkcs11Uri? uri) ? uri : null;
}
