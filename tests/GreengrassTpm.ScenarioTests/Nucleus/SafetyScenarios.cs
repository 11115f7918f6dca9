using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>What stands behind a rotation under systemd while the component and the nucleus may be dead.</summary>
[Collection(NucleusTpm.Name)]
public sealed partial class SafetyScenarios(SoftwareTpmFixture shared)
{
    private const string DropIn = "etc/systemd/system/greengrass.service.d/20-greengrass-tpm-recovery.conf";
    private const string Timer = "run/systemd/system/greengrass-tpm-revival.timer";
    private const string Service = "run/systemd/system/greengrass-tpm-revival.service";

    [Fact]
    public async Task A_device_that_provisioning_has_not_made_gets_recovery_where_the_configuration_allows_it()
    {
        string pin = "";
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["installRecovery"] = true },
            prepare: (device, greengrass) =>
            {
                device.LayDownSystemd(greengrass);
                pin = greengrass.Device.UserPin;
                File.Delete(greengrass.Device.UserPinFile);
                File.Delete(Path.Combine(greengrass.Device.State, "provisioning.json"));
                string nucleus = File.ReadAllText(greengrass.NucleusFile);
                File.WriteAllText(greengrass.NucleusFile, TokenOfUri().Replace(nucleus, ""));
            }
        );
        string dropIn = Path.Combine(device.Device.Root, DropIn);
        Assert.False(File.Exists(dropIn));

        await device.RequestAsync("unknown");
        await device.WaitForAsync(RotationState.Retired);

        string[] recover = LineOf(dropIn, "ExecStartPre=-+");
        Assert.Equal(pin, device.Device.UserPin);
        Assert.Equal("root:root 600", device.Device.Access("etc/greengrass-tpm/user.pin"));
        Assert.Equal(0, (await RunAsync(device, recover)).ExitCode);
        await device.AssertRotatedAsync();
        await device.WaitAsync(() => (bool?)device.Shadow?["recovery"] == true, "the report");

        // The component has the device to itself for as long as it runs.
        await device.Greengrass.Service.Nucleus.DisposeAsync();
        ChildResult torn = await ChildProcess.RunAsync(
            device.Device.Bootstrap("teardown", "--keep-cloud", "--root", device.Device.Root)
        );

        Assert.Equal(0, torn.ExitCode);
        Assert.False(File.Exists(dropIn));
        Assert.Contains("left: the credential", torn.Output, StringComparison.Ordinal);
        Assert.Equal(3, device.Device.Objects().Count);
    }

    [Fact]
    public async Task Without_consent_nothing_is_written_and_the_report_says_so()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            prepare: (device, greengrass) => device.LayDownSystemd(greengrass)
        );

        await device.RequestAsync("reluctant");
        await device.AssertRotatedAsync();

        Assert.False(File.Exists(Path.Combine(device.Device.Root, DropIn)));
        Assert.Contains("GTPM-312 ", device.Log, StringComparison.Ordinal);
        Assert.False((bool?)device.Shadow?["recovery"]);
    }

    [Fact]
    public async Task A_nucleus_that_does_not_come_back_after_the_switch_is_started_by_the_timer()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            prepare: (device, greengrass) => device.LayDownSystemd(greengrass)
        );
        string? program = device.Program;
        string timer = Path.Combine(device.Device.Root, Timer);
        string service = Path.Combine(device.Device.Root, Service);
        using (device.HoldRestart())
        {
            await device.RequestAsync("revived");
            await device.WaitForAsync(RotationState.Switched);
            Assert.Contains("OnActiveSec=16s", await File.ReadAllTextAsync(timer), StringComparison.Ordinal);
            await AssertValidAsync(device, timer, service);

            // The component is at work: the timer leaves the nucleus alone.
            Assert.Equal(75, (await RunAsync(device, LineOf(service, "ExecCondition="))).ExitCode);
            device.Program = null;
            await device.Greengrass.Service.CrashAsync();
        }

        Assert.Equal(0, (await RunAsync(device, LineOf(service, "ExecCondition="))).ExitCode);
        device.Program = program;
        Assert.Equal(0, (await RunAsync(device, LineOf(service, "ExecStart="))).ExitCode);

        await device.AssertRotatedAsync();
        Assert.False(File.Exists(timer));
        string calls = await File.ReadAllTextAsync(device.Device.FileNamed("systemctl.log"));
        Assert.Contains("restart greengrass-tpm-revival.timer", calls, StringComparison.Ordinal);
        Assert.Contains("stop greengrass-tpm-revival.timer", calls, StringComparison.Ordinal);
    }

    private static string[] LineOf(string unit, string key) =>
        [
            .. Quoted()
                .Matches(File.ReadLines(unit).Single(line => line.StartsWith(key, StringComparison.Ordinal)))
                .Select(match => match.Groups[1].Value),
        ];

    private static Task<ChildResult> RunAsync(RotatingDevice device, string[] line) =>
        ChildProcess.RunAsync(
            new Command(line[0], line[1..]) { Environment = device.Device.Component("status").Environment }
        );

    // systemd's own opinion of the units.
    private static async Task AssertValidAsync(RotatingDevice device, params string[] units)
    {
        ChildResult result = await ChildProcess.RunAsync(new Command("systemd-analyze", ["verify", .. units]));
        Assert.DoesNotContain(
            "greengrass-tpm-revival",
            result.Error.Replace(device.Device.Root, "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("token=[^;]*;")]
    private static partial Regex TokenOfUri();
}
