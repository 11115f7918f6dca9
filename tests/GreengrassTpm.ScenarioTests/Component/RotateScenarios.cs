using System.Text.Json;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>Rotations by the published executable, on a software TPM and against a cloud.</summary>
[Collection(ComponentTpm.Name)]
public sealed class RotateScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public void A_key_and_its_certificate_are_replaced_and_nothing_of_the_old_ones_is_left()
    {
        using RotationGround ground = new(shared.Tpm);
        IReadOnlyList<string> handles = ground.Device.PersistentHandles();
        string key = ground.Device.KeyId;

        JsonElement report = ground.RotateWhole();

        ground.AssertOneWorkingCredential();
        Assert.Equal("Retired", report.GetProperty("state").GetString());
        Assert.NotEqual(
            report.GetProperty("previousCertificateId").GetString(),
            report.GetProperty("newCertificateId").GetString()
        );
        Assert.All(ground.Device.Objects(), item => Assert.Equal(key, item.Id));
        Assert.Equal(handles, ground.Device.PersistentHandles());
        Assert.Contains("rotation: none is under way", ground.Status(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_key_follows_every_other()
    {
        using RotationGround ground = new(shared.Tpm);

        foreach (string algorithm in (string[])["ec-p384", "rsa-2048", "rsa-3072", "ec-p256", "rsa-2048", "ec-p256"])
        {
            ground.RotateWhole("--key-algorithm", algorithm);
            ground.AssertOneWorkingCredential();
        }
    }

    [Theory]
    [InlineData("ec-p256")]
    [InlineData("rsa-2048")]
    public void A_certificate_alone_is_replaced_and_the_key_stays(string algorithm)
    {
        using RotationGround ground = new(shared.Tpm, "--key-algorithm", algorithm);
        ReadObject key = ground.Device.Objects().Single(item => item.Kind == "Private Key");

        JsonElement report = ground.RotateWhole("--mode", "certificate-only");

        ground.AssertOneWorkingCredential();
        Assert.Equal(key, ground.Device.Objects().Single(item => item.Kind == "Private Key"));
        Assert.NotEqual(
            report.GetProperty("previousCertificateId").GetString(),
            report.GetProperty("newCertificateId").GetString()
        );
    }

    [Fact]
    public void A_dry_run_changes_nothing()
    {
        using RotationGround ground = new(shared.Tpm);
        IReadOnlyDictionary<string, string> before = ground.Device.Picture();
        int calls = ground.Cloud.Calls.Count;

        ChildResult result = ChildProcess.Run(ground.Rotate("--dry-run")).OrThrow();

        Assert.Contains("rotation: now: requested", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, ground.Device.Picture());
        Assert.Equal(calls, ground.Cloud.Calls.Count);
    }

    [Fact]
    public void A_second_rotation_on_the_same_day_has_to_be_insisted_on()
    {
        using RotationGround ground = new(shared.Tpm);
        ground.RotateWhole();

        ChildResult result = ChildProcess.Run(ground.Rotate());

        Assert.Equal(75, result.ExitCode);
        Assert.Contains("the latest rotation began less than 24 h ago", result.Error, StringComparison.Ordinal);
        Assert.Contains("--force", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_rotation_at_the_same_time_is_refused_naming_the_first_which_can_be_interrupted_and_taken_up_again()
    {
        using RotationGround ground = new(shared.Tpm);
        using ChildProcess first = ChildProcess.Start(ground.Rotate("--retire-after", "1h"));
        first.WaitForText("waiting  Confirmed");

        ChildResult second = ChildProcess.Run(ground.Rotate("--force"));
        Assert.Equal(75, second.ExitCode);
        Assert.Contains($"process {first.Id}", second.Error, StringComparison.Ordinal);

        first.Signal(UnixSignal.Terminate);
        ChildResult interrupted = first.Wait();
        Assert.Equal(75, interrupted.ExitCode);
        Assert.Contains("interrupted; the rotation has come to Confirmed", interrupted.Error, StringComparison.Ordinal);
        Assert.Contains("owed: certificate", ground.Status(), StringComparison.Ordinal);
        ground.AssertReadable();

        Assert.True(ground.RotateWhole().GetProperty("resumed").GetBoolean());
        ground.AssertOneWorkingCredential();
    }

    [Fact]
    public void A_rotation_that_the_issuer_refuses_is_abandoned_and_says_why()
    {
        using RotationGround ground = new(shared.Tpm);
        ground.Cloud.AddRoleAlias(Device.RoleAlias, "TokenExchangeRole", [DenyIssuing]);

        ChildResult result = ChildProcess.Run(ground.Rotate());

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("outcome: abandoned", result.Output, StringComparison.Ordinal);
        string status = ground.Status();
        Assert.Contains("went wrong:", status, StringComparison.Ordinal);
        Assert.Contains("iot:CreateCertificateFromCsr", status, StringComparison.Ordinal);
        Assert.DoesNotContain("owed:", status, StringComparison.Ordinal);
        ground.AssertOneWorkingCredential();
    }

    [Theory]
    [InlineData(2, "greengrass-tpm-bootstrap")]
    [InlineData(4, "greengrass-tpm")]
    public void A_switch_that_was_cut_off_is_finished_by_a_recovery_and_the_rotation_by_the_next_run(
        int write,
        string executable
    )
    {
        using RotationGround ground = new(shared.Tpm);
        FaultPlan plan = FaultPlan.KillAfter(write) with { Counted = ["C_SetAttributeValue"] };
        ChildResult killed = ChildProcess.Run(
            ground
                .Rotate("--force", "--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        Assert.True(killed.WasKilled, killed.Output + killed.Error);
        Assert.Contains("next: finish the exchange of label greenkey", ground.Status(), StringComparison.Ordinal);

        Command recover =
            executable == "greengrass-tpm"
                ? ground.Device.Component("recover")
                : ground.Device.Bootstrap("recover", "--root", ground.Device.Root);
        ChildResult recovered = ChildProcess.Run(recover).OrThrow();
        Assert.Contains("recovery: done:", recovered.Output, StringComparison.Ordinal);
        ground.AssertReadable();
        Assert.Contains("nothing to do", ChildProcess.Run(recover).OrThrow().Output, StringComparison.Ordinal);

        Assert.True(ground.RotateWhole().GetProperty("resumed").GetBoolean());
        ground.AssertOneWorkingCredential();
    }

    [Fact]
    public void Without_a_journal_a_recovery_needs_neither_token_nor_pin()
    {
        using Device device = new(shared.Tpm);

        ChildResult result = ChildProcess.Run(device.Component("recover", "--module", "/no/such/module.so")).OrThrow();

        Assert.Contains("nothing to do: no switch is unfinished", result.Output, StringComparison.Ordinal);
        Assert.Empty(device.Picture());
    }

    private const string DenyIssuing = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iot:CreateCertificateFromCsr","Resource":"*"}]}
        """;
}
