using GreengrassTpm.Build;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Rotations that are cut off in each of their states: by the end of the component, of the nucleus, of both.</summary>
[Collection(NucleusTpm.Name)]
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

    private static readonly string[] Ends = ["component", "nucleus", "both"];

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

    /// <summary>Components live on under nucleus lite when its daemons start anew, so what is remembered of that counts here.</summary>
    [Trait("Category", TestSuite.KillCategory)]
    [Fact]
    public async Task A_rotation_under_nucleus_lite_that_is_cut_off_in_each_of_its_states_comes_to_its_end()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm, NucleusFlavour.Lite);
        await device.RequestAsync("killed");

        foreach ((RotationState state, int number) in WayForward.Select((state, number) => (state, number)))
        {
            await device.WaitForAsync(rotation => rotation.State >= state, $"{state}");
            await KillAsync(device, Ends[number % Ends.Length]);
        }

        await device.AssertRotatedAsync();
    }

    [Trait("Category", TestSuite.KillCategory)]
    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task A_rollback_that_is_cut_off_comes_to_its_end(NucleusFlavour flavour)
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm, flavour);
        using (device.HoldRestart())
        {
            await device.RequestAsync("killed");
            await device.WaitForAsync(RotationState.Switched);
            await DeactivateStagedAsync(device);
        }

        await KillFromAsync(device, RotationState.RollingBack);

        await device.AssertUnchangedAsync(RotationState.RolledBack);
    }

    [Trait("Category", TestSuite.KillCategory)]
    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task A_certificate_that_the_cloud_does_not_take_is_given_up_also_when_that_is_cut_off(
        NucleusFlavour flavour
    )
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm, flavour);
        await device.RequestAsync("killed");
        await device.WaitForAsync(rotation => rotation.State >= RotationState.CertificateIssued, "a certificate");
        using (await device.FreezeComponentAsync())
        {
            Assert.True(device.History.Rotations[^1].State < RotationState.Proved);
            await DeactivateStagedAsync(device);
        }

        await KillFromAsync(device, RotationState.Abandoning);

        await device.AssertUnchangedAsync(RotationState.Abandoned);
        Assert.Equal(0, device.Greengrass.Service.Restarts);
    }

    /// <summary>Each kind of end, the next one as soon as the component has gone on after the one before.</summary>
    private static async Task KillFromAsync(RotatingDevice device, RotationState state)
    {
        await device.WaitForAsync(rotation => rotation.State >= state, $"{state}");
        foreach (string killed in Ends)
        {
            await KillAsync(device, killed);
        }
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
