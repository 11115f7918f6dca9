using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public sealed class ProvisioningRecordFileTests : IDisposable
{
    private static readonly ProvisioningRecord Whole = new()
    {
        ThingName = "gateway-7",
        Began = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero),
        Store = new RecordedStore("/var/lib/greengrass-tpm-store", Created: true),
        Token = new RecordedToken("/usr/lib/module.so", "greengrass", ["0x81000001"]),
        Key = new RecordedKey("greenkey", "00112233445566778899aabbccddeeff", "ec-p256", new string('a', 64)),
        Certificate = new RecordedCertificate(new string('b', 64)),
        Nucleus = new RecordedNucleus
        {
            Folder = "/etc/greengrass-tpm/nucleus",
            Classic = true,
            Lite = false,
            PinInUris = true,
            Tcti = "device:/dev/tpmrm0",
            RootFolder = "/greengrass/v2",
            RootCa = "/etc/greengrass/AmazonRootCA1.pem",
            AwsRegion = "eu-central-1",
            RoleAlias = "TokenExchange",
            DataEndpoint = "example-ats.iot.eu-central-1.amazonaws.com",
            CredentialEndpoint = "example.credentials.iot.eu-central-1.amazonaws.com",
        },
        NucleusFiles = ["/etc/greengrass-tpm/nucleus/config.yaml"],
    };

    private readonly PrivateFolder _folder = PrivateFolder.Create();

    private ProvisioningRecordFile RecordFile => new(_folder.File("provisioning.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_device_without_a_record_has_none()
    {
        Assert.Null(RecordFile.Read());
    }

    [Fact]
    public void A_record_reads_back_as_it_was_written()
    {
        RecordFile.Write(Whole);

        Assert.Equivalent(Whole, RecordFile.Read(), strict: true);
    }

    [Fact]
    public void The_frozen_form_of_version_1_is_read()
    {
        File.WriteAllText(
            RecordFile.Path,
            """
            {"version":1,"thingName":"gateway-7","began":"2026-11-23T12:00:00+00:00",
             "store":{"folder":"/var/lib/greengrass-tpm-store","created":true},
             "token":{"module":"/usr/lib/module.so","label":"greengrass","persistentHandlesBefore":["0x81000001"]},
             "key":{"label":"greenkey","id":"00112233445566778899aabbccddeeff","algorithm":"ec-p256",
                    "digest":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
             "certificate":{"digest":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
             "nucleusFiles":["/etc/greengrass-tpm/nucleus/config.yaml"]}
            """
        );

        Assert.Equivalent(Whole with { Nucleus = null }, RecordFile.Read(), strict: true);
    }

    [Theory]
    [InlineData("", "is not a valid provisioning record")]
    [InlineData("{", "is not a valid provisioning record")]
    [InlineData("[]", "has no version")]
    [InlineData("{}", "has no version")]
    [InlineData("""{"version":"1"}""", "is not a valid provisioning record")]
    [InlineData("""{"version":2}""", "has version 2; this program reads version 1")]
    [InlineData("""{"version":1}""", "is not a valid provisioning record")]
    public void A_record_that_cannot_be_relied_on_is_refused_with_the_reason(string json, string problem)
    {
        File.WriteAllText(RecordFile.Path, json);

        ProvisioningRecordException error = Assert.Throws<ProvisioningRecordException>(() => RecordFile.Read());

        Assert.Equal($"{RecordFile.Path} {problem}", error.Message);
    }

    [Fact]
    public void A_giant_file_is_refused_unread()
    {
        using (FileStream giant = File.Create(RecordFile.Path))
        {
            giant.SetLength(1 << 20);
        }

        _ = Assert.Throws<ProvisioningRecordException>(() => RecordFile.Read());
    }
}
