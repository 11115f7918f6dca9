using System.CommandLine;
using GreengrassTpm.Aws;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>The options that say where the device's AWS IoT is.</summary>
internal sealed class CloudOptions
{
    private readonly Option<string?> _region = OptionKit.Text(
        "--region",
        "the AWS region; default: as provisioned",
        "REGION",
        Names.Region
    );

    private readonly Option<string?> _roleAlias = OptionKit.Text(
        "--role-alias",
        "the role alias of the token exchange; default: as provisioned",
        "NAME",
        Names.RoleAlias
    );

    private readonly Option<ServerAddress?> _credentials = Endpoint(
        "--credentials-endpoint",
        "AWS IoT's credentials endpoint (iot:CredentialProvider)",
        AwsSettings.HttpsPort
    );

    private readonly Option<ServerAddress?> _data = Endpoint(
        "--data-endpoint",
        "AWS IoT's data endpoint (iot:Data-ATS)",
        AwsSettings.MqttPort
    );

    private readonly Option<string?> _rootCa = OptionKit.Text(
        "--root-ca",
        "the roots that the endpoints' certificates may lead to, in PEM; default: those of the system",
        "FILE"
    );

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_region, _roleAlias, _credentials, _data, _rootCa])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Where the device's AWS IoT is.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="recorded">What provisioning has done there; null when that was done elsewhere.</param>
    /// <param name="thingName">The thing that the device is.</param>
    /// <exception cref="CommandException">Something is not said.</exception>
    internal AwsSettings Settings(ParseResult line, RecordedCloud? recorded, string thingName) =>
        new()
        {
            Region = line.GetValue(_region) ?? recorded?.Region ?? throw Unsaid(_region),
            ThingName = thingName,
            RoleAlias = line.GetValue(_roleAlias) ?? recorded?.RoleAlias ?? throw Unsaid(_roleAlias),
            CredentialsEndpoint = line.GetValue(_credentials) ?? throw Unsaid(_credentials),
            DataEndpoint = line.GetValue(_data) ?? throw Unsaid(_data),
            RootCaPath = line.GetValue(_rootCa),
        };

    private static CommandException Unsaid(Option option) =>
        new(ExitCode.Usage, $"{option.Name} is not given, and a rotation needs it", "see greengrass-tpm rotate --help");

    private static Option<ServerAddress?> Endpoint(string name, string description, int port) =>
        OptionKit.Parsed<ServerAddress?>(
            name,
            $"{description}; port {port} unless another is given",
            "HOST[:PORT]",
            text =>
                ServerAddress.TryParse(text, out ServerAddress? whole) ? whole
                : ServerAddress.TryParse($"{text}:{port}", out ServerAddress? server) ? server
                : throw new FormatException($"\"{text}\" is not HOST or HOST:PORT")
        );
}
