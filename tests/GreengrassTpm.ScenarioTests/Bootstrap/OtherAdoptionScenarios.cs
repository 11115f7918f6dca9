using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Devices that were set up in other ways than the tutorial's main one are adopted as well.</summary>
public sealed class OtherAdoptionScenarios : IClassFixture<TutorialFixture>, IDisposable
{
    private readonly TutorialFixture _fixture;
    private readonly Device _device;

    public OtherAdoptionScenarios(TutorialFixture fixture)
    {
        _fixture = fixture;
        _device = fixture.NewDevice();
    }

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Nucleus_lite_has_label_token_and_PIN_in_its_URIs()
    {
        TutorialDevice.WriteLiteConfiguration(_device);

        ChildResult result = Adopt();

        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        Assert.Equal(Tutorial.Pin, _device.UserPin);
        foreach (string unit in (string[])["ggl.core.iotcored", "ggl.core.tesd", "ggl.core.ggdeploymentd"])
        {
            Assert.Contains(
                _device.Store,
                File.ReadAllText(
                    Path.Combine(_device.Root, $"etc/systemd/system/{unit}.service.d/10-greengrass-tpm.conf")
                ),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_key_that_pkcs11_tool_has_generated_is_adopted()
    {
        Pkcs11Tool token = new(TutorialFixture.Access(_device));
        token.GenerateKeyPair("EC:prime256v1", "own", "0a0b");
        using X509Certificate2 certificate = _fixture.Authority.Issue(token.ReadPublicKey("0a0b"), "CN=gateway-7");
        token.WriteCertificate(Der(certificate), "own", "0a0b");
        TutorialDevice.WriteConfiguration(_device, keyLabel: "own");

        ChildResult result = Adopt();

        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        Assert.Equal("0a0b", _device.KeyId);
    }

    [Fact]
    public void A_key_that_was_imported_is_adopted_and_called_unfit()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string pem = _device.FileNamed("imported.pem");
        File.WriteAllText(pem, key.ExportECPrivateKeyPem());
        using X509Certificate2 certificate = _fixture.Authority.Issue(new PublicKey(key), "CN=gateway-7");
        string certificateFile = _device.FileNamed("imported.crt");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        string[] label = [$"--label={Tutorial.Token}", "--key-label=imported", "--path", _device.Store];
        Ptool(["import", $"--userpin={Tutorial.Pin}", "--algorithm=ecc", "--privkey", pem, .. label]);
        Ptool(["addcert", .. label, certificateFile]);
        TutorialDevice.WriteConfiguration(_device, keyLabel: "imported");

        ChildResult result = Adopt();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("outcome: provisioned", result.Output, StringComparison.Ordinal);
        Assert.Contains("unfit for service", result.Output, StringComparison.Ordinal);
        Assert.Contains("failed: ", result.Output, StringComparison.Ordinal);
        _ = ChildProcess.Run(_device.Component("status")).OrThrow();
    }

    private ChildResult Adopt() =>
        ChildProcess.Run(
            _device.Provision("--adopt", "--offline").With(new Dictionary<string, string> { ["HOME"] = _device.Folder })
        );

    private void Ptool(IEnumerable<string> arguments) =>
        ChildProcess.Run(new Command("tpm2_ptool", arguments).With(_fixture.Tpm.Environment)).OrThrow();

    private string Der(X509Certificate2 certificate)
    {
        string path = _device.FileNamed("certificate.der");
        File.WriteAllBytes(path, certificate.RawData);
        return path;
    }
}
