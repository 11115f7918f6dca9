using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>What is not moved to the TPM, and why: nothing is made then, on the device or in the cloud.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class MoveRefusalScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public async Task A_private_key_that_cannot_be_read_is_named()
    {
        await using FileKeyDevice device = await MakeAsync();
        string key = await File.ReadAllTextAsync(device.KeyFile);
        File.Delete(device.KeyFile);
        await RefusedAsync(device, 78, $"the nucleus' private key {device.KeyFile} cannot be read");

        await File.WriteAllTextAsync(device.KeyFile, key[..60]);
        ChildResult refused = await RefusedAsync(device, 78, $"{device.KeyFile} is no private key in PEM");
        Assert.DoesNotContain(key[30..60], refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_and_certificate_have_to_be_a_pair()
    {
        await using FileKeyDevice device = await MakeAsync();
        using RSA other = RSA.Create(2048);
        await File.WriteAllTextAsync(device.KeyFile, other.ExportPkcs8PrivateKeyPem());

        await RefusedAsync(device, 78, "do not belong together");
    }

    [Fact]
    public async Task An_expired_certificate_is_named()
    {
        await using FileKeyDevice device = await MakeAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(device.KeyFile, key.ExportPkcs8PrivateKeyPem());
        using X509Certificate2 expired = shared.Authority.Issue(
            new PublicKey(key),
            "CN=files",
            CertificateOptions.Expired
        );
        await File.WriteAllTextAsync(device.CertificateFile, expired.ExportCertificatePem());

        await RefusedAsync(device, 78, "expired at");
    }

    [Fact]
    public async Task Without_a_nucleus_or_with_one_on_a_token_there_is_nothing_to_move()
    {
        await using FileKeyDevice device = await MakeAsync();
        string configuration = await File.ReadAllTextAsync(device.Configuration);
        File.Delete(device.Configuration);
        await RefusedAsync(device, 78, "there is nothing to move: no configuration of a nucleus");

        string onToken = configuration
            .Replace(device.KeyFile, "pkcs11:object=greenkey;type=private", StringComparison.Ordinal)
            .Replace(device.CertificateFile, "pkcs11:object=greenkey;type=cert", StringComparison.Ordinal);
        await File.WriteAllTextAsync(device.Configuration, onToken);
        await RefusedAsync(device, 78, "provision --adopt");
    }

    [Fact]
    public async Task A_classic_nucleus_needs_its_plugin()
    {
        await using FileKeyDevice device = await MakeAsync();
        Directory.Delete(Path.Combine(device.NucleusRoot, "plugins"), recursive: true);

        await RefusedAsync(device, 78, "without which it cannot use a key in a TPM");
        await RefusedAsync(
            device,
            78,
            "the plugin /no/such/plugin.jar does not exist",
            "--plugin",
            "/no/such/plugin.jar"
        );
    }

    [Fact]
    public async Task A_device_that_is_managed_already_is_left_as_it_is()
    {
        await using FileKeyDevice device = await MakeAsync();
        _ = (await ChildProcess.RunAsync(device.Device.Online(device.Cloud, "--beside"))).OrThrow();

        await RefusedAsync(device, 78, "is managed already, as gateway-7");
    }

    [Fact]
    public async Task A_fragment_of_nucleus_lite_that_would_win_is_named()
    {
        await using FileKeyDevice device = await MakeAsync(NucleusFlavour.Lite);
        string later = Path.Combine(device.Device.Root, "etc/greengrass/config.d/99-own.yaml");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(later)!);
        File.Copy(device.LiteConfiguration, later);

        await RefusedAsync(device, 78, "would win over it");
    }

    [Theory]
    [InlineData("--adopt")]
    [InlineData("--replace")]
    [InlineData("--csr-out", "request.pem")]
    public async Task What_contradicts_a_move_is_refused(params string[] arguments)
    {
        await using FileKeyDevice device = await MakeAsync();

        await RefusedAsync(device, 64, "", arguments);
    }

    private Task<FileKeyDevice> MakeAsync(NucleusFlavour flavour = NucleusFlavour.Classic) =>
        FileKeyDevice.MakeAsync(shared.Tpm, flavour);

    private static async Task<ChildResult> RefusedAsync(
        FileKeyDevice device,
        int exitCode,
        string words,
        params IEnumerable<string> arguments
    )
    {
        IReadOnlyDictionary<string, string> before = TutorialDevice.Picture(device.Device);
        string[] cloud = device.Ground.CloudPicture();
        ChildResult refused = await ChildProcess.RunAsync(device.Move(arguments));
        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, refused.ExitCode);
        Assert.Equal(before, TutorialDevice.Picture(device.Device));
        Assert.Equal(cloud, device.Ground.CloudPicture());
        return refused;
    }
}
