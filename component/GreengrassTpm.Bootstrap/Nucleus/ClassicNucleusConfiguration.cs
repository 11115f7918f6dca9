using YamlDotNet.RepresentationModel;
using static GreengrassTpm.Bootstrap.NucleusYaml;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// <c>config.yaml</c> for the classic nucleus' installer (<c>--init-config</c>), as in AWS' guide "Secure Greengrass nucleus with TPM".
/// The nucleus takes label and type from the URIs and everything else from the Pkcs11Provider's configuration.
/// </summary>
public static class ClassicNucleusConfiguration
{
    /// <summary>The file's customary name.</summary>
    public const string FileName = "config.yaml";

    /// <summary>The file's text; it holds the PIN, because the Pkcs11Provider takes it from nowhere else.</summary>
    public static string Build(NucleusSettings settings, string pin) =>
        Write(Mapping(("system", SystemPart(settings)), ("services", ServicesPart(settings, pin))));

    private static YamlMappingNode SystemPart(NucleusSettings settings) =>
        Mapping(
            ("certificateFilePath", Text($"pkcs11:object={settings.KeyLabel};type=cert")),
            ("privateKeyPath", Text($"pkcs11:object={settings.KeyLabel};type=private")),
            ("rootCaPath", Text(settings.RootCaPath)),
            ("rootpath", Text(settings.RootPath)),
            ("thingName", Text(settings.ThingName))
        );

    private static YamlMappingNode ServicesPart(NucleusSettings settings, string pin) =>
        Mapping(
            (
                "aws.greengrass.Nucleus",
                Mapping(
                    ("componentType", Text("NUCLEUS")),
                    (
                        "configuration",
                        Mapping(
                            ("awsRegion", Text(settings.AwsRegion)),
                            ("iotRoleAlias", Text(settings.RoleAlias)),
                            ("iotDataEndpoint", Text(settings.DataEndpoint)),
                            ("iotCredEndpoint", Text(settings.CredentialEndpoint))
                        )
                    )
                )
            ),
            (
                "aws.greengrass.crypto.Pkcs11Provider",
                Mapping(
                    (
                        "configuration",
                        Mapping(
                            ("name", Text(settings.TokenLabel)),
                            ("library", Text(settings.ModulePath)),
                            ("slot", Number(settings.Slot)),
                            ("userPin", Text(pin))
                        )
                    )
                )
            )
        );
}
