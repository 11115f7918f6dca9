using System.Text.Json.Nodes;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.FakeNucleus;

/// <summary>What the nucleus takes from its configuration, as either flavour has it.</summary>
internal sealed class DeviceSettings(JsonObject device, Flavour flavour)
{
    /// <summary>The component that holds the nucleus' own configuration.</summary>
    public string NucleusComponent { get; } =
        flavour == Flavour.Lite ? "aws.greengrass.NucleusLite" : "aws.greengrass.Nucleus";

    public string ThingName => System("thingName") ?? "";

    public string RootCaPath => System("rootCaPath") ?? "";

    public string Region => Nucleus("awsRegion") ?? "";

    public string Version => (string?)device["version"] ?? "";

    /// <summary>Whether this release knows SubscribeToIoTCoreConnectionStatus.</summary>
    public bool HasConnectionStatus => (bool?)device["hasConnectionStatus"] ?? false;

    /// <summary>Whether there is a cloud to connect to; otherwise messages to it come back from memory.</summary>
    public bool HasCloud => DataEndpoint is not null;

    /// <summary>Host and perhaps port of the message broker.</summary>
    public string? DataEndpoint => Nucleus("iotDataEndpoint");

    /// <summary>Host and perhaps port of the credentials endpoint.</summary>
    public string CredentialEndpoint => Nucleus("iotCredEndpoint") ?? "";

    public string RoleAlias => Nucleus("iotRoleAlias") ?? "";

    /// <summary>A configuration value of the token exchange, in seconds.</summary>
    public TimeSpan TokenExchange(string name, double otherwise) =>
        TimeSpan.FromSeconds((double?)Configuration("aws.greengrass.TokenExchangeService")?[name] ?? otherwise);

    /// <summary>The components by name.</summary>
    public JsonObject Services => device["services"] as JsonObject ?? [];

    /// <summary>The URI of the private key.</summary>
    public string PrivateKeyPath => System("privateKeyPath") ?? "";

    /// <summary>The URI of the certificate.</summary>
    public string CertificateFilePath => System("certificateFilePath") ?? "";

    /// <summary>Where the token is: classic has it in the provider's configuration, lite in the URI.</summary>
    public TokenLocation Token()
    {
        JsonObject? provider = Configuration("aws.greengrass.crypto.Pkcs11Provider");
        var uri = Pkcs11Uri.Parse(PrivateKeyPath);
        string module = (string?)provider?["library"] ?? uri.ModulePath ?? DefaultModule;
        // Classic goes by the slot alone; its provider is named after the token.
        string label = uri.Token ?? (string?)provider?["name"] ?? "";
        return new TokenLocation(module, label) { Slot = (ulong?)(long?)provider?["slot"] };
    }

    /// <summary>The user PIN, from where each flavour has it.</summary>
    public Pin ReadPin()
    {
        if ((string?)Configuration("aws.greengrass.crypto.Pkcs11Provider")?["userPin"] is { } pin)
        {
            return Pin.FromUtf8(global::System.Text.Encoding.UTF8.GetBytes(pin));
        }

        var uri = Pkcs11Uri.Parse(PrivateKeyPath);
        return uri.ReadPin() ?? Pin.ReadFile(uri.PinSource!.Replace("file:", "", StringComparison.Ordinal));
    }

    // Lite's module is in OpenSSL's configuration, for which this variable stands.
    private static string DefaultModule => Environment.GetEnvironmentVariable("PKCS11_PROVIDER_MODULE") ?? "";

    private JsonObject? Configuration(string service) => Services[service]?["configuration"] as JsonObject;

    private string? Nucleus(string name) => (string?)Configuration(NucleusComponent)?[name];

    private string? System(string name) => (string?)device["system"]?[name];
}
