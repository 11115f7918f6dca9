using YamlDotNet.RepresentationModel;
using static GreengrassTpm.Bootstrap.NucleusYaml;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// A fragment for nucleus lite's <c>/etc/greengrass/config.d</c> (version 2.5.0 and later). OpenSSL's PKCS#11 provider loads key and
/// certificate by these URIs (RFC 7512), so they name the token as well and say where the PIN is.
/// </summary>
public static class LiteNucleusConfiguration
{
    /// <summary>The file's name; fragments are read in the order of their names.</summary>
    public const string FileName = "10-greengrass-tpm.yaml";

    /// <summary>The file beside it that holds the PIN for the nucleus' user.</summary>
    public const string PinFileName = "lite.pin";

    /// <summary>The file's text.</summary>
    /// <param name="settings">What it is made from.</param>
    /// <param name="pin">The PIN; used only with <see cref="LitePin.Value"/>.</param>
    public static string Build(NucleusSettings settings, string pin)
    {
        string pinAttribute =
            settings.LitePin == LitePin.Source
                ? $"pin-source=file:{Escape(settings.PinFile, keep: "/")}"
                : $"pin-value={Escape(pin)}";
        string objects = $"pkcs11:token={Escape(settings.TokenLabel)};object={Escape(settings.KeyLabel)}";
        YamlMappingNode system = Mapping(
            ("privateKeyPath", Text($"{objects};type=private?{pinAttribute}")),
            ("certificateFilePath", Text($"{objects};type=cert?{pinAttribute}")),
            ("rootCaPath", Text(settings.RootCaPath)),
            ("rootPath", Text(settings.RootPath)),
            ("thingName", Text(settings.ThingName))
        );
        YamlMappingNode nucleus = Mapping(
            ("awsRegion", Text(settings.AwsRegion)),
            ("iotRoleAlias", Text(settings.RoleAlias)),
            ("iotDataEndpoint", Text(settings.DataEndpoint)),
            ("iotCredEndpoint", Text(settings.CredentialEndpoint))
        );
        YamlMappingNode services = Mapping(
            ("aws.greengrass.NucleusLite", Mapping(("componentType", Text("NUCLEUS")), ("configuration", nucleus)))
        );
        return Write(Mapping(("system", system), ("services", services)));
    }

    private static string Escape(string value, string keep = "") =>
        string.Concat(
            value.Select(c =>
                keep.Contains(c, StringComparison.Ordinal) ? c.ToString() : Uri.EscapeDataString(c.ToString())
            )
        );
}
