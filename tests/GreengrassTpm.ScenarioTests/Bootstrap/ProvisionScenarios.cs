using System.Text.Json;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Provisioning as it should go.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class ProvisionScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private static readonly RunAs Nucleus = new("nobody", "nogroup", ["tss"]);

    private readonly Device _device = new(shared.Tpm);

    public void Dispose() => _device.Dispose();

    [Fact]
    public void The_first_half_makes_a_request_that_OpenSSL_verifies()
    {
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();

        ChildResult request = ChildProcess.RunOrThrow(
            "openssl",
            "req",
            "-verify",
            "-noout",
            "-subject",
            "-in",
            _device.Request
        );
        Assert.Contains("verify OK", request.Output + request.Error, StringComparison.Ordinal);
        Assert.Contains("CN = gateway-7", request.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_and_certificate_end_as_one_credential_that_the_nucleus_can_load()
    {
        _device.ProvisionWhole(shared.Authority);

        JavaReading reading = new JavaReader(_device.Access()).Read("greenkey");
        Assert.Equal((JavaOutcome.Loaded, null), (reading.Outcome, reading.Message));
        Assert.Equal("EC", reading.Algorithm);
        Assert.Equal(
            [
                ("Certificate", "greenkey", _device.KeyId),
                ("Private Key", "greenkey", _device.KeyId),
                ("Public Key", "greenkey", _device.KeyId),
            ],
            _device.Objects().Select(item => (item.Kind, item.Label, item.Id)).Order()
        );
    }

    [Fact]
    public void The_private_key_never_leaves_the_token()
    {
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();

        ReadObject key = Assert.Single(_device.Objects(), item => item.Kind == "Private Key");
        Assert.Equal("sensitive, always sensitive, never extractable, local", key.Access);
    }

    [Fact]
    public void An_RSA_key_can_be_had()
    {
        _device.ProvisionWhole(shared.Authority, "--key-algorithm", "rsa-2048");

        JavaReading reading = new JavaReader(_device.Access()).Read("greenkey");
        Assert.Equal((JavaOutcome.Loaded, "RSA"), (reading.Outcome, reading.Algorithm));
    }

    [Fact]
    public void The_chip_gets_no_persistent_handle_beyond_the_storage_root_key()
    {
        IReadOnlyList<string> before = _device.PersistentHandles();

        _device.ProvisionWhole(shared.Authority);

        Assert.Equal(before.Append("0X81000001").Distinct().Order(), _device.PersistentHandles().Order());
    }

    [Theory]
    [InlineData("var/lib/greengrass-tpm", "root:root 700")]
    [InlineData("var/lib/greengrass-tpm/provisioning.json", "root:root 600")]
    [InlineData("var/lib/greengrass-tpm-store", "root:tss 2770")]
    [InlineData("var/lib/greengrass-tpm-store/tpm2_pkcs11.sqlite3", "root:tss 660")]
    [InlineData("etc/greengrass-tpm/user.pin", "root:root 600")]
    [InlineData("etc/greengrass-tpm/so.pin", "root:root 600")]
    [InlineData("etc/greengrass-tpm/nucleus/config.yaml", "root:root 600")]
    public void Each_place_belongs_to_whom_it_should(string place, string access)
    {
        _device.ProvisionWhole(shared.Authority);

        Assert.Equal(access, _device.Access(place));
    }

    [Fact]
    public void A_nucleus_that_runs_as_another_user_of_the_TPM_s_group_can_use_the_token()
    {
        _device.ProvisionWhole(shared.Authority);

        Assert.Equal(3, new Pkcs11Tool(_device.Access(Nucleus)).ListObjects().Count);
    }

    [Fact]
    public void Provisioning_twice_changes_nothing_and_says_so()
    {
        _device.ProvisionWhole(shared.Authority);
        IReadOnlyDictionary<string, string> before = _device.Picture();

        ChildResult first = ChildProcess.Run(_device.FirstHalf()).OrThrow();
        ChildResult second = ChildProcess.Run(_device.SecondHalf()).OrThrow();

        Assert.Equal(before, _device.Picture());
        Assert.Contains("nothing to do", first.Output, StringComparison.Ordinal);
        Assert.Contains("nothing to do", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_told_nothing_leaves_the_nucleus_configuration_as_it_was_made()
    {
        _ = ChildProcess.Run(_device.FirstHalf("--nucleus", "classic", "--aws-region", "eu-west-1")).OrThrow();
        _device.Issue(shared.Authority);
        string authority = shared.Authority.WritePem(_device.FileNamed("root-ca.pem"));
        _ = ChildProcess
            .Run(
                _device.SecondHalf([
                    .. (string[])["--root-ca", authority, "--role-alias", "TokenExchange"],
                    .. (string[])["--nucleus-root", "/greengrass/v2"],
                ])
            )
            .OrThrow();
        string yaml = File.ReadAllText(_device.NucleusConfiguration);
        Assert.All(
            (string[])["eu-west-1", authority, "TokenExchange", "/greengrass/v2"],
            value => Assert.Contains($"\"{value}\"", yaml, StringComparison.Ordinal)
        );
        IReadOnlyDictionary<string, string> before = _device.Picture();

        Command told = _device.SecondHalf();
        ChildResult again = ChildProcess
            .Run(
                told with
                {
                    Environment = told.Environment.Where(variable => variable.Key != "TPM2_PKCS11_TCTI").ToDictionary(),
                }
            )
            .OrThrow();

        Assert.Equal(before, _device.Picture());
        Assert.Contains("nothing to do", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_told_something_else_changes_that_alone()
    {
        _ = ChildProcess.Run(_device.FirstHalf("--aws-region", "eu-west-1", "--role-alias", "First")).OrThrow();
        _device.Issue(shared.Authority);
        _ = ChildProcess.Run(_device.SecondHalf()).OrThrow();

        _ = ChildProcess.Run(_device.SecondHalf("--role-alias", "Second")).OrThrow();

        string yaml = File.ReadAllText(_device.NucleusConfiguration);
        Assert.Contains("iotRoleAlias: \"Second\"", yaml, StringComparison.Ordinal);
        Assert.Contains("awsRegion: \"eu-west-1\"", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_on_a_new_device_shows_every_step_and_changes_nothing()
    {
        ChildResult result = ChildProcess.Run(_device.FirstHalf("--dry-run")).OrThrow();

        Assert.Empty(_device.Picture());
        Assert.False(File.Exists(_device.Request));
        Assert.Equal(8, Lines(result, "would ").Count);
    }

    [Fact]
    public void A_dry_run_shows_what_the_next_run_then_does()
    {
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();
        _device.Issue(shared.Authority);
        IReadOnlyDictionary<string, string> before = _device.Picture();

        ChildResult planned = ChildProcess.Run(_device.SecondHalf("--dry-run")).OrThrow();
        Assert.Equal(before, _device.Picture());

        ChildResult done = ChildProcess.Run(_device.SecondHalf()).OrThrow();
        Assert.Equal(Lines(planned, "would "), Lines(done, "done "));
    }

    [Fact]
    public void Programs_get_a_versioned_document()
    {
        ChildResult result = ChildProcess.Run(_device.FirstHalf("--output", "json")).OrThrow();

        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.Equal(1, document.RootElement.GetProperty("version").GetInt32());
        Assert.Equal("AwaitingCertificate", document.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(8, document.RootElement.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public void No_PIN_shows_in_what_the_program_prints_or_remembers()
    {
        ChildResult first = ChildProcess.Run(_device.FirstHalf()).OrThrow();
        _device.Issue(shared.Authority);
        ChildResult second = ChildProcess.Run(_device.SecondHalf("--output", "json")).OrThrow();

        string record = File.ReadAllText(Path.Combine(_device.State, "provisioning.json"));
        string soPin = File.ReadAllText(Path.Combine(_device.Configuration, "so.pin"));
        foreach (string text in (string[])[first.Output, first.Error, second.Output, second.Error, record])
        {
            Assert.DoesNotContain(_device.UserPin, text, StringComparison.Ordinal);
            Assert.DoesNotContain(soPin, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_classic_nucleus_configuration_names_the_slot_that_the_token_is_in()
    {
        _device.ProvisionWhole(shared.Authority);

        string yaml = File.ReadAllText(Path.Combine(_device.Configuration, "nucleus/config.yaml"));
        Assert.Contains($"slot: {new Pkcs11Tool(_device.Access()).FindSlot()}", yaml, StringComparison.Ordinal);
        Assert.Contains($"userPin: \"{_device.UserPin}\"", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void The_URIs_for_nucleus_lite_find_the_credential_with_another_implementation()
    {
        _device.ProvisionWhole(shared.Authority);

        string yaml = File.ReadAllText(Path.Combine(_device.Configuration, "nucleus/10-greengrass-tpm.yaml"));
        Assert.Contains("pkcs11:token=greengrass;object=greenkey;type=private?", yaml, StringComparison.Ordinal);
        Assert.Contains(
            new P11Tool(_device.Access()).ListUris(),
            uri => uri.Contains("object=greenkey;type=cert", StringComparison.Ordinal)
        );
    }

    private static List<string> Lines(ChildResult result, string word) =>
        [
            .. result
                .Output.Split('\n')
                .Where(line => line.StartsWith(word, StringComparison.Ordinal))
                .Select(line => line[word.Length..].Trim()),
        ];
}
