using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>The program's commands on a device where the component runs.</summary>
[Collection(NucleusTpm.Name)]
public sealed class ControlScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public async Task Rotate_has_the_running_component_rotate_and_follows_it_across_the_restart()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);

        ChildResult rotated = await ChildProcess.RunAsync(device.Device.Component("rotate"));

        Assert.True(rotated.ExitCode == 0, rotated.Error + device.Log);
        Assert.Contains("the new credential was seen in use", rotated.Output, StringComparison.Ordinal);
        Assert.Equal("command", Assert.Single(device.History.Rotations).Trigger);
        Assert.Equal(1, device.Greengrass.Service.Restarts);
        await device.AssertRotatedAsync();

        ChildResult again = await ChildProcess.RunAsync(device.Device.Component("rotate"));
        Assert.Equal(75, again.ExitCode);
        Assert.Contains("24 h ago", again.Error, StringComparison.Ordinal);
        Assert.Single(device.History.Rotations);
    }
}
