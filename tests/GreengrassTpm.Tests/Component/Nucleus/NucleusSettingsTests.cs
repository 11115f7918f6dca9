using System.Text.Json;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public class NucleusSettingsTests
{
    private const string ClassicFile = """
        ---
        system:
          certificateFilePath: "pkcs11:object=greenkey;type=cert"
          privateKeyPath: "pkcs11:object=greenkey;type=private"
          rootCaPath: "/ca.pem"
          thingName: "pump"
        services:
          aws.greengrass.Nucleus: {}
        """;

    private static readonly NucleusEnvironment Environment = new(
        "/greengrass/v2",
        "pump",
        "/root.pem",
        "eu-central-1",
        null
    );

    [Fact]
    public void A_classic_nucleus_says_where_the_credential_is()
    {
        NucleusSettings settings = NucleusSettings.Of(
            Json(
                """{"awsRegion":"eu-west-1","iotRoleAlias":"alias","iotDataEndpoint":"data","iotCredEndpoint":"cred"}"""
            ),
            Json("""{"name":"greengrass","library":"/module.so","slot":1.0,"userPin":"1234"}"""),
            SystemSettings.Parse(new StringReader(ClassicFile)),
            Environment
        );

        Assert.Equal(("greenkey", "greenkey"), (settings.KeyLabel, settings.CertificateLabel));
        Assert.Equal(("/module.so", 1ul), (settings.Module, settings.Slot!.Value));
        Assert.Equal(("eu-west-1", "alias"), (settings.Region, settings.RoleAlias));
        Assert.Equal(("data", "cred"), (settings.DataEndpoint, settings.CredentialsEndpoint));
        Assert.Equal("/root.pem", settings.RootCaPath);
        Assert.DoesNotContain("1234", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nucleus_lite_says_it_in_its_uris()
    {
        SystemSettings system = SystemSettings.Parse(
            new StringReader(
                """
                system:
                  privateKeyPath: "pkcs11:token=tok;object=k;type=private?pin-source=file:/etc/lite.pin&module-path=/m.so"
                  certificateFilePath: "pkcs11:token=tok;object=k;type=cert"
                """
            )
        );

        NucleusSettings settings = NucleusSettings.Of(default, default, system, Environment);

        Assert.Equal(("tok", "k", "/m.so"), (settings.TokenLabel, settings.KeyLabel, settings.Module));
        Assert.Equal("/etc/lite.pin", settings.PinFile);
        Assert.Null(settings.Slot);
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        NucleusSettings settings = NucleusSettings.Of(
            default,
            default,
            SystemSettings.Parse(new StringReader("services: {}")),
            Environment
        );

        Assert.Null(settings.KeyLabel);
        Assert.Null(settings.Module);
        Assert.Equal("eu-central-1", settings.Region);
    }

    [Fact]
    public void Key_and_certificate_must_have_one_label()
    {
        NucleusSettings settings = new()
        {
            KeyLabel = "a",
            CertificateLabel = "b",
            Module = "/bin/sh",
        };

        CommandException error = Assert.Throws<CommandException>(() => Choose(new ComponentConfiguration(), settings));

        Assert.Contains("key a and certificate b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_the_nucleus_does_not_use_is_refused()
    {
        NucleusSettings settings = new()
        {
            KeyLabel = "a",
            CertificateLabel = "a",
            Module = "/bin/sh",
        };

        Assert.Throws<CommandException>(() => Choose(new ComponentConfiguration { KeyLabel = "b" }, settings));
        Assert.Equal("a", Choose(new ComponentConfiguration { KeyLabel = "a" }, settings).Label);
    }

    [Fact]
    public void The_configured_slot_is_checked_against_the_token()
    {
        NucleusSettings settings = new()
        {
            KeyLabel = "a",
            CertificateLabel = "a",
            Module = "/bin/sh",
            TokenLabel = "tok",
            Slot = 3,
        };

        CredentialPlace place = Choose(new ComponentConfiguration(), settings);

        Assert.Equal((3ul, "tok"), (place.Location.Slot!.Value, place.Location.TokenLabel));
    }

    private static CredentialPlace Choose(ComponentConfiguration configuration, NucleusSettings settings) =>
        CredentialPlace.Choose(
            configuration,
            settings,
            null,
            Environment,
            new DeviceFolders("/device"),
            "device:/dev/tpmrm0"
        );

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
