using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.LocalCloud;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>The component at home in a nucleus: rotations from whoever asks to the last trace of the previous credential.</summary>
[Collection(NucleusTpm.Name)]
public sealed class RotationScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public async Task A_deployment_s_request_is_carried_out_to_the_end_and_told()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        string previous = device.Greengrass.FirstCertificateId;

        Assert.Null(await device.RequestAsync("2026-11"));

        Rotation rotation = await device.WaitForAsync(RotationState.Retired);
        Assert.Equal("request:2026-11", rotation.Trigger);
        string active = Assert.Single(device.Cloud.ActiveCertificates());
        Assert.NotEqual(previous, active);
        Assert.DoesNotContain(device.Cloud.Server.Snapshot().Certificates, one => one.Id == previous);
        Assert.Equal(1, device.Greengrass.Service.Restarts);
        Assert.Equal(active, await device.Greengrass.TokenExchangeIdentityAsync());
        Assert.Equal(active, await device.Greengrass.BrokerIdentityAsync());
        Assert.Equal(3, device.Device.Objects().Count);
        Assert.All(device.Device.Objects(), one => Assert.Equal(Greengrass.ActiveLabel, one.Label));
        await device.WaitAsync(() => (string?)device.Shadow?["rotation"]?["state"] == "Retired", "the report");
        Assert.Equal(active, (string?)device.Shadow!["certificateId"]);
        Assert.NotNull((string?)device.Shadow["activeSince"]);
        Assert.NotNull((int?)device.Shadow["chip"]?["failuresCounted"]);
        Assert.Equal("RUNNING", (string?)(await device.StatusAsync())["reported"]);
        Assert.DoesNotContain(device.Device.UserPin, device.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_carried_out_once_whatever_restarts_in_between()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        await device.RequestAsync("once");
        await device.WaitForAsync(RotationState.Retired);

        int lines = device.Log.Split("GTPM-200 ").Length;
        await device.Greengrass.Service.RestartAsync();

        await device.WaitAsync(() => device.Log.Split("GTPM-200 ").Length > lines, "another examination");
        Assert.Single(device.History.Rotations);
    }

    [Fact]
    public async Task A_job_is_carried_out_across_the_restart_and_tells_each_step()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);

        await device.Cloud.Server.CreateJobAsync(
            Device.ThingName,
            "job-1",
            new JsonObject { ["operation"] = "rotate-credential" }
        );

        await device.WaitAsync(() => JobOf(device)?.Status == "SUCCEEDED", "the job's end");
        await device.WaitForAsync(RotationState.Retired);
        Assert.Contains("IN_PROGRESS Proved", JobOf(device)!.Updates);
        Assert.Contains("IN_PROGRESS Switched", JobOf(device)!.Updates);
        Assert.Equal("SUCCEEDED Confirmed", JobOf(device)!.Updates[^1]);
        Assert.Equal("job:job-1", Assert.Single(device.History.Rotations).Trigger);
        Assert.Equal(1, device.Greengrass.Service.Restarts);
    }

    [Fact]
    public async Task Nucleus_lite_takes_up_the_new_credential_while_the_component_goes_on()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm, NucleusFlavour.Lite);
        await device.Cloud.Server.CreateJobAsync(
            Device.ThingName,
            "job-1",
            new JsonObject { ["operation"] = "rotate-credential" }
        );

        await device.WaitForAsync(RotationState.Retired);

        string active = Assert.Single(device.Cloud.ActiveCertificates());
        Assert.Equal(active, await device.Greengrass.BrokerIdentityAsync());
        Assert.Equal(0, device.Greengrass.Service.Restarts);
        await device.WaitAsync(() => JobOf(device)?.Status == "SUCCEEDED", "the job's end");
    }

    private static JobExecution? JobOf(RotatingDevice device) => device.Cloud.Server.Job(Device.ThingName, "job-1");
}
