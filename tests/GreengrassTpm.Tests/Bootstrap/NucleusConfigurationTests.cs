using GreengrassTpm.Bootstrap;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Tests.Bootstrap;

public sealed class NucleusConfigurationTests
{
    private static readonly NucleusSettings Whole = new()
    {
        ThingName = "gateway-7",
        ModulePath = "/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so",
        Slot = 1,
        TokenLabel = "greengrass",
        KeyLabel = "greenkey",
        PinFile = "/etc/greengrass-tpm/user.pin",
        RootPath = "/greengrass/v2",
        RootCaPath = "/etc/greengrass/AmazonRootCA1.pem",
        AwsRegion = "eu-central-1",
        RoleAlias = "GreengrassRoleAlias",
        DataEndpoint = "abc-ats.iot.eu-central-1.amazonaws.com",
        CredentialEndpoint = "abc.credentials.iot.eu-central-1.amazonaws.com",
    };

    private static readonly NucleusSettings Least = new()
    {
        ThingName = "gateway-7",
        ModulePath = "/module.so",
        Slot = 1,
        TokenLabel = "greengrass",
        KeyLabel = "greenkey",
        PinFile = "/etc/greengrass-tpm/user.pin",
    };

    [Fact]
    public void The_classic_nucleus_gets_what_the_tutorial_shows()
    {
        Assert.Equal(
            """
            ---
            system:
              certificateFilePath: "pkcs11:object=greenkey;type=cert"
              privateKeyPath: "pkcs11:object=greenkey;type=private"
              rootCaPath: "/etc/greengrass/AmazonRootCA1.pem"
              rootpath: "/greengrass/v2"
              thingName: "gateway-7"
            services:
              aws.greengrass.Nucleus:
                componentType: "NUCLEUS"
                configuration:
                  awsRegion: "eu-central-1"
                  iotRoleAlias: "GreengrassRoleAlias"
                  iotDataEndpoint: "abc-ats.iot.eu-central-1.amazonaws.com"
                  iotCredEndpoint: "abc.credentials.iot.eu-central-1.amazonaws.com"
              aws.greengrass.crypto.Pkcs11Provider:
                configuration:
                  name: "greengrass"
                  library: "/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so"
                  slot: 1
                  userPin: "a-pin"

            """,
            ClassicNucleusConfiguration.Build(Whole, "a-pin")
        );
    }

    [Fact]
    public void Nucleus_lite_gets_URIs_that_name_the_token_and_the_file_of_the_PIN()
    {
        Assert.Equal(
            """
            ---
            system:
              privateKeyPath: "pkcs11:token=greengrass;object=greenkey;type=private?pin-source=file:/etc/greengrass-tpm/user.pin"
              certificateFilePath: "pkcs11:token=greengrass;object=greenkey;type=cert?pin-source=file:/etc/greengrass-tpm/user.pin"
              rootCaPath: "/etc/greengrass/AmazonRootCA1.pem"
              rootPath: "/greengrass/v2"
              thingName: "gateway-7"
            services:
              aws.greengrass.NucleusLite:
                componentType: "NUCLEUS"
                configuration:
                  awsRegion: "eu-central-1"
                  iotRoleAlias: "GreengrassRoleAlias"
                  iotDataEndpoint: "abc-ats.iot.eu-central-1.amazonaws.com"
                  iotCredEndpoint: "abc.credentials.iot.eu-central-1.amazonaws.com"

            """,
            LiteNucleusConfiguration.Build(Whole, "a-pin")
        );
    }

    [Fact]
    public void The_PIN_is_in_nucleus_lite_s_URI_only_when_asked_for_and_then_escaped()
    {
        string yaml = LiteNucleusConfiguration.Build(Whole with { LitePin = LitePin.Value }, "p;n%\"");

        Assert.Contains("type=private?pin-value=p%3Bn%25%22\"", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_invented_for_settings_that_are_not_given()
    {
        string yaml = ClassicNucleusConfiguration.Build(Least, "a-pin");

        Assert.DoesNotContain("rootCaPath", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("awsRegion", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("0123")]
    [InlineData("1e3")]
    [InlineData("a: b")]
    [InlineData("\"quoted\" \\ and # more")]
    [InlineData("two\nlines")]
    public void Every_value_reads_back_as_the_string_it_was(string pin)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(ClassicNucleusConfiguration.Build(Least, pin)));

        YamlNode provider = yaml.Documents[0].RootNode["services"]["aws.greengrass.crypto.Pkcs11Provider"];
        Assert.Equal(pin, ((YamlScalarNode)provider["configuration"]["userPin"]).Value);
    }
}
