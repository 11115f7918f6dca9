using System.Text;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.Tests.Verification;

/// <summary>What is read of a nucleus' files and units, with nothing but files.</summary>
public sealed class NucleusReadingTests : IDisposable
{
    private const string Classic = """
        system:
          certificateFilePath: "pkcs11:object=greenkey;type=cert"
          privateKeyPath: "pkcs11:object=greenkey;type=private"
          thingName: "thing-1"
        services:
          aws.greengrass.Nucleus:
            configuration:
              iotDataEndpoint: "data.example.com"
              iotCredEndpoint: "credentials.example.com"
          aws.greengrass.SecretManager:
            version: "2.1.0"
          aws.greengrass.crypto.Pkcs11Provider:
            configuration:
              library: "/usr/lib/libtpm2_pkcs11.so"
              name: "greengrass"
              slot: 1
              userPin: "s3cret-pin"
        """;

    private const string Module = "/usr/lib/libtpm2_pkcs11.so";

    private readonly PrivateFolder _folder = PrivateFolder.Create();

    private NucleusPlaces Places => NucleusPlaces.Below(_folder.Path);

    [Fact]
    public void The_classic_nucleus_is_read()
    {
        Write("greengrass/v2/config/effectiveConfig.yaml", Classic);
        using Pin pin = Pin.FromUtf8("s3cret-pin"u8);

        NucleusFacts facts = NucleusExaminer.Examine(Places, Module, pin).Value!;

        Assert.Equal(
            (NucleusFlavour.Classic, "greenkey", "greenkey", "/usr/lib/libtpm2_pkcs11.so", "1", "thing-1"),
            (facts.Flavour, facts.KeyLabel, facts.CertificateLabel, facts.Library, facts.Slot, facts.ThingName)
        );
        Assert.Equal(("data.example.com", "credentials.example.com"), (facts.DataEndpoint, facts.CredentialsEndpoint));
        Assert.Equal(
            (true, true, true, true),
            (facts.HasPin, facts.HasSamePin, facts.HasSecretManager, facts.UsesModule)
        );
        Assert.DoesNotContain("s3cret", facts.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_PIN_than_the_one_in_use_is_noticed()
    {
        Write("greengrass/v2/config/config.yaml", Classic);
        using Pin pin = Pin.FromUtf8("another-pin"u8);

        Assert.False(NucleusExaminer.Examine(Places, Module, pin).Value!.HasSamePin);
    }

    [Fact]
    public void Of_lites_fragments_the_last_one_with_a_key_decides_and_its_PIN_is_not_shown()
    {
        Write("etc/greengrass/config.yaml", "system: { privateKeyPath: /etc/key.pem }");
        Write(
            "etc/greengrass/config.d/10-a.yaml",
            "system: { privateKeyPath: 'pkcs11:token=t;object=old;id=%01?pin-value=s3cret-pin' }"
        );
        Write(
            "etc/greengrass/config.d/20-b.yaml",
            "system: { privateKeyPath: 'pkcs11:token=t;object=new;id=%02?pin-value=s3cret-pin' }"
        );
        Write("etc/greengrass/config.d/30-c.yaml", "services: { }");

        NucleusFacts facts = NucleusExaminer.Examine(Places, Module, pin: null).Value!;

        Assert.Equal(
            (NucleusFlavour.Lite, "t", "new", "02"),
            (facts.Flavour, facts.TokenLabel, facts.KeyLabel, facts.KeyId)
        );
        Assert.DoesNotContain("s3cret", facts.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [", "line")]
    [InlineData("just text", "mapping")]
    [InlineData("userPin: \"s3cret-pin", "line")]
    public void A_file_that_cannot_be_read_is_a_problem_that_tells_nothing_of_its_text(string text, string says)
    {
        Write("greengrass/v2/config/effectiveConfig.yaml", text);

        NucleusFacts facts = NucleusExaminer.Examine(Places, Module, pin: null).Value!;

        Assert.Contains(says, facts.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", facts.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_file_there_is_nothing_to_compare() =>
        Assert.Equal(
            Verdict.Skipped,
            NucleusExaminer.Examine(Places, Module, pin: null).Judge(_ => Finding.Ok("")).Verdict
        );

    [Fact]
    public void A_drop_in_wins_over_the_unit_and_quotes_are_understood()
    {
        Write("lib/systemd/system/greengrass.service", "[Service]\nEnvironment=TPM2_PKCS11_STORE=/old OTHER=1\n");
        Write(
            "etc/systemd/system/greengrass.service.d/tpm.conf",
            "[Unit]\nEnvironment=TPM2_PKCS11_STORE=/not-this\n[Service]\nEnvironment=\"TPM2_PKCS11_STORE=/new store\" 'X=1 2'\n"
        );

        UnitFacts unit = Assert.Single(ServiceExaminer.Examine(Places).Value!.Units);

        Assert.Equal(("greengrass.service", "/new store", null), (unit.Unit, unit.Store, unit.Tcti));
    }

    [Theory]
    [InlineData("1234567", "fewer than 8")]
    [InlineData("93847561", "number")]
    [InlineData("aaaaaaaaaa", "repeated")]
    [InlineData("938475610293", null)]
    [InlineData("abcdefghij", "sequence")]
    [InlineData("PassWord", "common")]
    [InlineData("Thing-Number-1", "name of this device")]
    [InlineData("kX9-hT2-pQ7", null)]
    public void A_PIN_that_can_be_guessed_is_called_so(string pin, string? says)
    {
        string? weakness = PinStrength.Weakness(Encoding.UTF8.GetBytes(pin), ["thing-number-1"]);

        if (says is null)
        {
            Assert.Null(weakness);
        }
        else
        {
            Assert.Contains(says, weakness, StringComparison.Ordinal);
            Assert.DoesNotContain(pin, weakness, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\ndate: Mon, 04 May 2026 11:59:00 GMT\r\n\r\n", 60.0)]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\nDate: Mon, 04 May 2026 11:59:00 GMT\r\n", null)]
    [InlineData("HTTP/1.1 403 Forbidden\r\nDate: yesterday\r\n\r\n", null)]
    [InlineData("SSH-2.0-OpenSSH", null)]
    [InlineData("", null)]
    public void The_time_is_read_of_an_answer_if_it_tells_it(string answer, double? ahead) =>
        Assert.Equal(
            ahead,
            EndpointAnswerReader.Read(Encoding.ASCII.GetBytes(answer), PreparedDevice.Now)?.ClockAhead.TotalSeconds
        );

    public void Dispose() => _folder.Dispose();

    private void Write(string path, string text)
    {
        string file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
