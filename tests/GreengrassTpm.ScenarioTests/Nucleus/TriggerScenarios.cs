using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Who brings rotations about, and what else goes on in the cloud and in the nucleus meanwhile.</summary>
[Collection(NucleusTpm.Name)]
public sealed class TriggerScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public async Task A_credential_that_has_come_of_age_is_rotated_without_being_asked()
    {
        // The cloud's certificates are valid from two minutes before they are issued.
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["maxKeyAge"] = "1m", ["jitterPercent"] = 0 }
        );

        await device.AssertRotatedAsync();
        Assert.Equal("schedule", device.History.Rotations[^1].Trigger);
    }

    [Fact]
    public async Task A_job_that_is_told_twice_rotates_once_and_one_that_is_cancelled_does_not_stop_its_rotation()
    {
        JsonObject document = new() { ["operation"] = "rotate-credential" };
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        using (device.HoldRestart())
        {
            await device.Cloud.Server.CreateJobAsync(Device.ThingName, "job-1", document);
            await device.WaitForAsync(rotation => rotation.State >= RotationState.KeyGenerated, "a key");
            JsonObject again = new()
            {
                ["execution"] = new JsonObject
                {
                    ["jobId"] = "job-1",
                    ["status"] = "QUEUED",
                    ["jobDocument"] = document.DeepClone(),
                },
            };
            await device.Cloud.Server.PublishAsync(
                $"$aws/things/{Device.ThingName}/jobs/notify-next",
                Encoding.UTF8.GetBytes(again.ToJsonString())
            );
            await device.WaitForLogAsync("GTPM-310 ");
            await device.Cloud.Server.CancelJobAsync(Device.ThingName, "job-1");
        }

        await device.AssertRotatedAsync();
        Assert.Equal("job:job-1", device.History.Rotations[^1].Trigger);
        Assert.Equal("CANCELED", device.Cloud.Server.Job(Device.ThingName, "job-1")!.Status);
        Assert.Equal(1, device.Greengrass.Service.Restarts);
    }

    [Fact]
    public async Task The_nucleus_is_not_restarted_in_a_deployment_and_a_deployment_waits_for_the_end_of_a_switch()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["confirmWithin"] = "4s" }
        );
        string ongoing = Path.Combine(device.Greengrass.NucleusRoot, "deployments", "ongoing");
        await device.RequestAsync("deployed");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(ongoing)!);
        File.CreateSymbolicLink(ongoing, "/nowhere");

        await device.WaitForLogAsync("a deployment is under way");
        Assert.Equal(RotationState.Switched, device.History.Rotations[^1].State);
        Assert.Equal(0, device.Greengrass.Service.Restarts);
        Task<string?> deployment = device.DeployAsync(
            new JsonObject { ["rotation"] = new JsonObject { ["jitterPercent"] = 20 } },
            patience: TimeSpan.FromSeconds(1)
        );
        await device.WaitForLogAsync("GTPM-410 ");
        File.Delete(ongoing);

        Assert.Null(await deployment);
        await device.AssertRotatedAsync();
        Assert.Equal(1, device.Greengrass.Service.Restarts);
    }
}
