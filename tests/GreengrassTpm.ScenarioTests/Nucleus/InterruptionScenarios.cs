using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Rotations that are cut off in each of their states: by the end of the component, of the nucleus, of both.</summary>
[Collection(SharedTpm.Name)]
public sealed class InterruptionScenarios(SoftwareTpmFixture shared)
{
    private static readonly RotationState[] WayForward =
    [
        RotationState.Planned,
        RotationState.KeyGenerated,
        RotationState.CertificateIssued,
        RotationState.CertificateStored,
        RotationState.Proved,
        RotationState.Switching,
        RotationState.Switched,
        RotationState.Confirmed,
        RotationState.Retiring,
    ];

    [Theory]
    [InlineData("component")]
    [InlineData("nucleus")]
    [InlineData("both")]
    public async Task A_rotation_that_is_cut_off_in_each_of_its_states_comes_to_its_end(string killed)
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        await device.RequestAsync("killed");

        foreach (RotationState state in WayForward)
        {
            await device.WaitForAsync(rotation => rotation.State >= state, $"{state}");
            await KillAsync(device, killed);
        }

        await device.AssertRotatedAsync();
    }

    [Fact]
    public async Task A_rollback_that_is_cut_off_comes_to_its_end()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        using (device.HoldRestart())
        {
            await device.RequestAsync("killed");
            await device.WaitForAsync(RotationState.Switched);
            await DeactivateStagedAsync(device);
        }

        await device.WaitForAsync(rotation => rotation.State >= RotationState.RollingBack, "a rollback");
        await KillAsync(device, "component");
        await KillAsync(device, "both");

        await device.AssertUnchangedAsync(RotationState.RolledBack);
    }

    [Fact]
    public async Task A_certificate_that_the_cloud_does_not_take_is_given_up_also_when_that_is_cut_off()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        await device.RequestAsync("killed");
        await device.WaitForAsync(rotation => rotation.State >= RotationState.CertificateIssued, "a certificate");
        using (await device.FreezeComponentAsync())
        {
            Assert.True(device.History.Rotations[^1].State < RotationState.Proved);
            await DeactivateStagedAsync(device);
        }

        await device.WaitForAsync(rotation => rotation.State >= RotationState.Abandoning, "the end of the attempt");
        await KillAsync(device, "component");

        await device.AssertUnchangedAsync(RotationState.Abandoned);
        Assert.Equal(0, device.Greengrass.Service.Restarts);
    }

    private static Task DeactivateStagedAsync(RotatingDevice device) =>
        device.Cloud.DeactivateAsync(
            device.Cloud.ActiveCertificates().Single(id => id != device.Greengrass.FirstCertificateId)
        );

    private static Task KillAsync(RotatingDevice device, string killed) =>
        killed switch
        {
            "component" => device.KillComponentAsync(),
            "nucleus" => device.Greengrass.Service.KillNucleusAsync(),
            _ => device.Greengrass.Service.CrashAsync(),
        };
}
