using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>What is not adopted, and why: nothing is written then, and a PIN is tried once at the most.</summary>
public sealed class AdoptionRefusalScenarios : IClassFixture<TutorialFixture>, IDisposable
{
    private readonly TutorialFixture _fixture;
    private readonly Device _device;
    private readonly int _tries;

    public AdoptionRefusalScenarios(TutorialFixture fixture)
    {
        _fixture = fixture;
        _device = fixture.NewDevice();
        _tries = fixture.Tpm.ReadLockoutCounter();
    }

    private Pkcs11Tool Token => new(TutorialFixture.Access(_device));

    public void Dispose() => _device.Dispose();

    [Fact]
    public void On_an_empty_device_there_is_nothing_to_adopt()
    {
        using Device empty = new(_fixture.Tpm);

        Refused(empty, 78, "there is nothing to adopt", "--thing-name", "gateway-7", "--pin-file", WrongPin());
    }

    [Fact]
    public void A_PIN_that_is_nowhere_is_asked_for()
    {
        File.Delete(TutorialDevice.ConfigurationIn(_device));

        Refused(77, "the token's user PIN is not known", "--thing-name", "gateway-7");
    }

    [Fact]
    public void A_refused_PIN_is_tried_once_and_the_chip_says_how_often_more()
    {
        for (int run = 1; run <= 2; run++)
        {
            ChildResult refused = Refused(_device, 77, "refused its PIN", "--pin-file", WrongPin());
            Assert.DoesNotContain("not-the-PIN", refused.Output + refused.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_device.Configuration));
        Assert.Equal(_tries + 1, _fixture.Tpm.ReadLockoutCounter());
        _fixture.Tpm.ClearLockout();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Killed_before_the_PIN_is_kept_the_PIN_of_the_next_run_is_tried(int change, bool isRecorded)
    {
        Testing.FaultPlan plan = new()
        {
            Kind = FaultKind.KillBefore,
            Call = change,
            Counted = ["rename"],
        };
        ChildResult killed = ChildProcess.Run(Adopt().With(FileFaults.Environment(_device.Root, plan)));
        Assert.True(killed.WasKilled, killed.Output + killed.Error);
        Assert.Equal(isRecorded, File.Exists(Path.Combine(_device.State, "provisioning.json")));

        ChildResult refused = ChildProcess.Run(Adopt("--pin-file", WrongPin()));
        Assert.Equal(77, refused.ExitCode);
        Assert.Contains("refused its PIN", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_device.UserPinFile));
        _fixture.Tpm.ClearLockout();

        ChildResult result = ChildProcess.Run(Adopt());
        Assert.True(result.ExitCode is 0 or 10, result.Error);
        Assert.Equal(Tutorial.Pin, _device.UserPin);
    }

    [Fact]
    public void The_PIN_of_another_token_is_neither_taken_for_this_one_s_nor_deleted()
    {
        _ = Directory.CreateDirectory(_device.Configuration);
        File.WriteAllText(_device.UserPinFile, "last-copy");

        foreach (Command command in (Command[])[Adopt(), _device.FirstHalf("--store", _device.FileNamed("other"))])
        {
            ChildResult refused = ChildProcess.Run(command);
            Assert.Equal(78, refused.ExitCode);
            Assert.Contains($"{_device.UserPinFile} is there already", refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal("last-copy", _device.UserPin);
    }

    [Fact]
    public void A_PIN_is_handed_in_by_standard_input()
    {
        TutorialDevice.WriteConfiguration(_device, pin: "another-PIN");
        Command command = Adopt("--pin-file", "-") with { StandardInput = Encoding.UTF8.GetBytes(Tutorial.Pin + "\n") };

        ChildResult result = ChildProcess.Run(command);

        Assert.True(result.ExitCode is 0 or 10, result.Error);
        Assert.Equal(Tutorial.Pin, _device.UserPin);
    }

    [Fact]
    public void Of_several_tokens_one_has_to_be_named()
    {
        string[] another = ["addtoken", "--pid=1", "--sopin=another", "--userpin=another", "--label=another"];
        _ = ChildProcess
            .Run(new Command("tpm2_ptool", [.. another, "--path", _device.Store]).With(_fixture.Tpm.Environment))
            .OrThrow();
        TutorialDevice.WriteConfiguration(_device, slot: null);

        Refused(78, "several tokens could be meant");
    }

    [Fact]
    public void Of_several_keys_one_has_to_be_named()
    {
        Token.GenerateKeyPair("EC:prime256v1", "another", "0102");
        File.Delete(TutorialDevice.ConfigurationIn(_device));
        string pin = FileWith(Tutorial.Pin);

        Refused(78, "has several keys: greenkey, another", "--thing-name", "gateway-7", "--pin-file", pin);
    }

    [Fact]
    public void Two_certificates_of_one_label_are_not_told_apart()
    {
        WriteCertificateOfAnotherKey();

        Refused(78, "has 2 objects of class Certificate labelled greenkey");
    }

    [Fact]
    public void A_certificate_of_another_key_is_none_for_this_one()
    {
        Token.Delete("cert", "greenkey");
        WriteCertificateOfAnotherKey();

        Refused(78, "is for another key");
    }

    [Fact]
    public void Key_and_certificate_need_one_CKA_ID()
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(_device.Certificate));
        Token.Delete("cert", "greenkey");
        Token.WriteCertificate(DerOf(certificate), "greenkey", "0102");

        Refused(78, "have different CKA_IDs");
    }

    [Fact]
    public void An_expired_certificate_is_not_adopted()
    {
        using var valid = X509Certificate2.CreateFromPem(File.ReadAllText(_device.Certificate));
        using X509Certificate2 expired = _fixture.Authority.Issue(
            valid.PublicKey,
            valid.Subject,
            CertificateOptions.Expired
        );
        string id = Token.ListObjects()[0].Id!;
        Token.Delete("cert", "greenkey");
        Token.WriteCertificate(DerOf(expired), "greenkey", id);

        Refused(78, "expired at");
    }

    [Fact]
    public void A_token_without_certificate_is_no_credential()
    {
        Token.Delete("cert", "greenkey");

        Refused(78, "has 0 objects of class Certificate labelled greenkey");
    }

    [Fact]
    public void A_configuration_that_points_to_a_missing_token_is_named()
    {
        TutorialDevice.WriteConfiguration(_device, slot: 7);
        Refused(78, "there is no token with slot 7");

        TutorialDevice.WriteConfiguration(_device);
        TutorialDevice.WriteUnit(_device, _device.FileNamed("no-such-store"));
        Refused(78, "there is nothing to adopt: no token");
    }

    [Fact]
    public void A_configuration_with_two_labels_is_named()
    {
        TutorialDevice.WriteConfiguration(_device, certificateLabel: "another");

        Refused(78, "names key greenkey and certificate another");
    }

    [Fact]
    public void A_configuration_that_is_no_YAML_is_named_and_not_quoted()
    {
        File.WriteAllText(TutorialDevice.ConfigurationIn(_device), "system: [secret-in-it");

        ChildResult refused = Refused(78, "cannot be read");
        Assert.DoesNotContain("secret-in-it", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_managed_already_is_left_as_it_is()
    {
        using Device managed = new(_fixture.Tpm);
        managed.ProvisionWhole(_fixture.Authority);
        IReadOnlyDictionary<string, string> before = managed.Picture();

        Refused(managed, 78, "is managed already, as gateway-7");
        Assert.Equal(before, managed.Picture());
    }

    [Fact]
    public void What_is_for_making_a_credential_does_not_go_with_adopting_one()
    {
        Refused(64, "--key-algorithm is for a credential that is made", "--key-algorithm", "ec-p384");

        ChildResult refused = ChildProcess.Run(_device.Provision("--pin-file", "pin"));
        Assert.Equal(64, refused.ExitCode);
    }

    private ChildResult Refused(int exitCode, string words, params IEnumerable<string> arguments)
    {
        IReadOnlyDictionary<string, string> before = TutorialDevice.Picture(_device);
        ChildResult result = Refused(_device, exitCode, words, arguments);
        Assert.Equal(before, TutorialDevice.Picture(_device));
        return result;
    }

    private static ChildResult Refused(Device device, int exitCode, string words, params IEnumerable<string> arguments)
    {
        ChildResult result = ChildProcess.Run(Adopt(device, arguments));
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain(Tutorial.Pin, result.Output + result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(device.UserPinFile) && !File.Exists(Path.Combine(device.State, "provisioning.json")));
        return result;
    }

    private Command Adopt(params IEnumerable<string> arguments) => Adopt(_device, arguments);

    private static Command Adopt(Device device, params IEnumerable<string> arguments) =>
        device
            .Provision(["--adopt", "--offline", .. arguments])
            .With(new Dictionary<string, string> { ["HOME"] = device.Folder });

    private string WrongPin() => FileWith("not-the-PIN");

    private string FileWith(string text)
    {
        string path = _device.FileNamed("given.pin");
        File.WriteAllText(path, text);
        return path;
    }

    private void WriteCertificateOfAnotherKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = _fixture.Authority.Issue(new PublicKey(key), "CN=other");
        Token.WriteCertificate(DerOf(certificate), "greenkey", "0102");
    }

    private string DerOf(X509Certificate2 certificate)
    {
        string path = _device.FileNamed("certificate.der");
        File.WriteAllBytes(path, certificate.RawData);
        return path;
    }
}
