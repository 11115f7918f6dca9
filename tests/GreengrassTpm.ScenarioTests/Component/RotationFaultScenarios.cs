using System.Text.Json;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>What an operator reads, and what a script decides by, when a rotation meets with difficulties.</summary>
[Collection(ComponentTpm.Name)]
public sealed class RotationFaultScenarios(SoftwareTpmFixture shared)
{
    private const ulong DeviceRemoved = 0x32; // CKR_DEVICE_REMOVED: waiting may cure it

    [Fact]
    public void A_termination_in_the_middle_of_the_switch_is_held_off_until_its_end()
    {
        using RotationGround ground = new(shared.Tpm);
        FaultPlan plan = FaultPlan.Fail(call: 3, DeviceRemoved) with { Counted = ["C_SetAttributeValue"] };
        using ChildProcess run = ChildProcess.Start(
            ground
                .Rotate("--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        run.WaitForText("waiting  Switching");

        run.Signal(UnixSignal.Terminate);

        ChildResult ended = run.Wait();
        Assert.Equal(75, ended.ExitCode);
        Assert.Contains("interrupted; the rotation has come to Switched", ended.Error, StringComparison.Ordinal);
        ground.AssertReadable();
        Assert.True(ground.RotateWhole().GetProperty("resumed").GetBoolean());
        ground.AssertOneWorkingCredential();
    }

    [Fact]
    public void A_refused_PIN_costs_one_count_of_the_chip_and_ends_with_77()
    {
        using RotationGround ground = new(shared.Tpm);
        string file = ground.Device.FileNamed("wrong.pin");
        File.WriteAllText(file, "not-the-pin");
        int before = shared.Tpm.ReadLockoutCounter();

        ChildResult result = ChildProcess.Run(ground.Rotate("--pin-file", file));

        Assert.Equal(77, result.ExitCode);
        Assert.Equal(before + 1, shared.Tpm.ReadLockoutCounter());
        Assert.Contains("PIN", result.Error, StringComparison.Ordinal);
        Assert.Contains("hint: put the right PIN in place", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-pin", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("rotation: there has been none", ground.Status(), StringComparison.Ordinal);
        shared.Tpm.ClearLockout();
        ground.AssertOneWorkingCredential();
    }

    [Fact]
    public void A_lost_answer_of_the_issuer_is_told_as_a_debt_with_exit_code_10_and_in_the_status()
    {
        using RotationGround ground = new(shared.Tpm);
        ground.Cloud.Faults.Add("CreateCertificateFromCsr", LocalCloud.Fault.AnswerLost, call: 2);

        ChildResult result = ChildProcess.Run(ground.Rotate("--force", "--retire-after", "0s", "--output", "json"));

        Assert.Equal(10, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal("Retired", report.RootElement.GetProperty("state").GetString());
        Assert.Contains(
            "not answered",
            Assert.Single(report.RootElement.GetProperty("debts").EnumerateArray()).GetString(),
            StringComparison.Ordinal
        );
        using JsonDocument status = JsonDocument.Parse(
            ChildProcess.Run(ground.Device.Component("status", "--output", "json")).OrThrow().Output
        );
        JsonElement rotation = status.RootElement.GetProperty("rotation");
        Assert.True(rotation.GetProperty("ended").GetBoolean());
        Assert.Contains(
            "not answered",
            Assert.Single(rotation.GetProperty("owed").EnumerateArray()).GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Steps_are_told_once_each_and_in_the_operator_s_words()
    {
        using RotationGround ground = new(shared.Tpm);

        string output = ChildProcess.Run(ground.Rotate("--retire-after", "0s")).OrThrow().Output;

        string[] states = [.. output.Split('\n').Where(line => line.StartsWith("done ", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "Planned",
                "KeyGenerated",
                "CertificateIssued",
                "CertificateStored",
                "Proved",
                "Switching",
                "Switched",
                "Confirmed",
                "Retiring",
                "Retired",
            ],
            states.Select(line => line[9..line.IndexOf(':', StringComparison.Ordinal)])
        );
        Assert.Contains(
            "done     Switched: the new credential carries label 'greenkey'",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("cut off", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cloud_that_is_away_for_days_is_waited_for_and_nothing_is_rolled_back()
    {
        using RotationGround ground = new(shared.Tpm);
        ground.CutOffAfterSwitch();
        ground.Cloud.Faults.Offline = true;

        foreach (string later in (string[])["+1h", "+1d", "+6d"])
        {
            ChildResult away = ChildProcess.Run(At(later, ground.Rotate("--wait", "0s")));
            Assert.True(away.ExitCode == 75, away.Output + away.Error);
            Assert.Contains("nothing was learned with either credential", away.Error, StringComparison.Ordinal);
            Assert.Contains("has come to Switched", away.Error, StringComparison.Ordinal);
        }

        Assert.Contains("next: see the new credential in use", ground.Status(), StringComparison.Ordinal);
        ground.Cloud.Faults.Offline = false;
        ChildResult back = ChildProcess.Run(At("+6d", ground.Rotate("--retire-after", "0s")));
        Assert.True(back.ExitCode == 0, back.Output + back.Error);
        ground.AssertOneWorkingCredential();
    }

    /// <summary>The same command when the device's clock has gone on.</summary>
    private static Command At(string later, Command command) =>
        command with
        {
            Program = "faketime",
            Arguments = ["-f", later, command.Program, .. command.Arguments],
        };
}
