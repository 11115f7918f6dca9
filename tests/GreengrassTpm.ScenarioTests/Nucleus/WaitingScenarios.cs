using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Rotations that have to wait: for a network, a restart, a clock, the chip, another instance.</summary>
[Collection(NucleusTpm.Name)]
public sealed class WaitingScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public async Task Without_a_network_nothing_is_rolled_back_and_the_rotation_ends_when_it_returns()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["confirmWithin"] = "4s" }
        );
        using (device.HoldRestart())
        {
            await device.RequestAsync("offline");
            await device.WaitForAsync(RotationState.Switched);
            device.Cloud.Server.Faults.Offline = true;
        }

        // Each line is a try, each as long as the time for the confirmation.
        await device.WaitAsync(() => Count(device.Log, "with either credential") >= 3, "tries");
        Assert.Equal(RotationState.Switched, device.History.Rotations[^1].State);
        device.Cloud.Server.Faults.Offline = false;

        await device.AssertRotatedAsync();
        Assert.Equal(1, device.Greengrass.Service.Restarts);
    }

    [Fact]
    public async Task A_rotation_that_is_to_wait_for_the_next_restart_restarts_nothing()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["activation"] = "next-restart" }
        );
        await device.RequestAsync("patient");

        await device.WaitForLogAsync("GTPM-311 ");
        Assert.Equal(RotationState.Switched, device.History.Rotations[^1].State);
        Assert.Equal(0, device.Greengrass.Service.Restarts);
        Assert.Equal(2, device.Cloud.ActiveCertificates().Count);
        await device.Greengrass.Service.RestartAsync();

        await device.AssertRotatedAsync();
        Assert.Equal(1, device.Greengrass.Service.Restarts);
    }

    [Theory]
    [InlineData("shutdown")]
    [InlineData("SIGTERM")]
    public async Task A_component_that_is_to_end_ends_between_two_writes_and_its_next_start_goes_on(string how)
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        await device.RequestAsync("shutdown");
        await device.WaitForAsync(rotation => rotation.State >= RotationState.Switching, "the switch");

        if (how == "shutdown")
        {
            _ = (await ChildProcess.RunAsync(device.Device.Component("shutdown"))).OrThrow();
        }
        else
        {
            await device.StopComponentAsync();
        }

        Assert.NotEqual(RotationState.Switching, device.History.Rotations[^1].State);
        await device.WaitAsync(() => device.StatusAsync().Result["pid"] is null, "the component's end");
        await device.RestartComponentAsync();
        await device.AssertRotatedAsync();
    }

    [Fact]
    public async Task A_nucleus_that_restarts_during_the_proof_does_not_disturb_the_rotation()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        await device.RequestAsync("disturbed");
        await device.WaitForAsync(rotation => rotation.State >= RotationState.CertificateStored, "a certificate");

        await device.Greengrass.Service.RestartAsync();

        await device.AssertRotatedAsync();
    }

    [Fact]
    public async Task A_clock_at_1970_costs_nothing_and_one_that_jumps_does_not_disturb_a_rotation()
    {
        WrongClock clock = null!;
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["retireAfter"] = "3s" },
            prepare: (device, greengrass) =>
            {
                clock = new WrongClock(greengrass.Device.FileNamed("clock"));
                clock.Set(new DateTimeOffset(1970, 1, 1, 0, 5, 0, TimeSpan.Zero) - DateTimeOffset.UtcNow);
                foreach ((string name, string value) in clock.Environment)
                {
                    device.Variables[name] = value;
                }
            }
        );
        await device.RequestAsync("clock");
        await device.WaitForLogAsync("clock is wrong");
        Assert.Equal(device.Greengrass.FirstCertificateId, Assert.Single(device.Cloud.CertificatesOfThing()));

        clock.Set(TimeSpan.Zero);
        await device.WaitForAsync(rotation => rotation.State >= RotationState.Switched, "the switch");
        clock.Set(TimeSpan.FromDays(20));

        await device.AssertRotatedAsync();
    }

    [Fact]
    public async Task A_chip_in_lock_out_delays_a_rotation_and_harms_nothing()
    {
        using SoftwareTpm tpm = SoftwareTpm.Start();
        await using RotatingDevice device = await RotatingDevice.StartAsync(tpm);
        LockOut(tpm, device);

        await device.RequestAsync("locked");
        await device.WaitForLogAsync("no rotation could begin");
        Assert.Equal(device.Greengrass.FirstCertificateId, await device.Greengrass.BrokerIdentityAsync());
        tpm.ClearLockout();
        await device.RequestAsync("unlocked");

        await device.AssertRotatedAsync();
    }

    private static void LockOut(SoftwareTpm tpm, RotatingDevice device)
    {
        _ = tpm.Tpm2Tool("tpm2_dictionarylockout", "-s", "-n", "1", "-t", "1000", "-l", "1000");
        tpm.UseInThisProcess();
        using Pin wrong = Pin.FromUtf8("certainly-wrong"u8);
        Assert.ThrowsAny<TokenException>(() => TokenReader.Open(device.Device.Location, wrong).Dispose());
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
