using GreengrassTpm.Aws;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Where the device's AWS IoT is, by the nucleus' configuration.</summary>
internal static class CloudSettings
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(60);

    /// <summary>Puts the settings together.</summary>
    /// <exception cref="CommandException">Something is missing; all of it is named.</exception>
    internal static AwsSettings Of(NucleusSettings nucleus, ComponentConfiguration configuration)
    {
        (string Name, string? Value)[] parts =
        [
            ("thing name", nucleus.ThingName),
            ("awsRegion", nucleus.Region),
            ("iotRoleAlias", nucleus.RoleAlias),
            ("iotDataEndpoint", nucleus.DataEndpoint),
            ("iotCredEndpoint", nucleus.CredentialsEndpoint),
        ];
        string[] missing = [.. parts.Where(part => part.Value is null).Select(part => part.Name)];
        return missing.Length == 0
            ? new AwsSettings
            {
                ThingName = nucleus.ThingName!,
                Region = nucleus.Region!,
                RoleAlias = nucleus.RoleAlias!,
                DataEndpoint = Server("iotDataEndpoint", nucleus.DataEndpoint!, AwsSettings.MqttPort),
                CredentialsEndpoint = Server("iotCredEndpoint", nucleus.CredentialsEndpoint!, AwsSettings.HttpsPort),
                RootCaPath = nucleus.RootCaPath,
                ShadowName = configuration.Shadow,
                // One try of a confirmation is shorter than the time that there is for all of them.
                AnswerWithin = Shorter(configuration.ConfirmWithin, LongestAnswer),
                SettleWithin = Shorter(configuration.ConfirmWithin, LongestSettling),
            }
            : throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus' configuration lacks {string.Join(", ", missing)}",
                "deploy these values for aws.greengrass.Nucleus"
            );
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static ServerAddress Server(string key, string text, int port) =>
        ServerAddress.TryParse(text, port, out ServerAddress? server)
            ? server
            : throw new CommandException(
                ExitCode.Configuration,
                $"{key} of the nucleus' configuration is no server: {text}",
                "deploy a host name for aws.greengrass.Nucleus"
            );
}
