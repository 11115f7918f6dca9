using System.Text.Json.Nodes;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class JobTests : LocalCloudTest
{
    private const string Jobs = "$aws/things/pump/jobs";
    private static readonly JsonObject Document = new() { ["operation"] = "rotate-credential" };

    [Fact]
    public async Task A_new_job_is_told_and_can_be_asked_for()
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");
        await mqtt.SubscribeAsync($"{Jobs}/notify-next");

        await Cloud.CreateJobAsync("pump", "job-1", Document);

        Assert.Equal("job-1", (string?)JsonNode.Parse(await mqtt.ReceiveAsync())!["execution"]!["jobId"]);
        var answer = await AskAsync(mqtt, "$next/get", """{"clientToken":"abc"}""");
        Assert.Equal("abc", (string?)answer["clientToken"]);
        Assert.Equal("rotate-credential", (string?)answer["execution"]!["jobDocument"]!["operation"]);
    }

    [Fact]
    public async Task Without_a_job_the_next_one_is_empty()
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        Assert.Empty((await AskAsync(mqtt, "$next/get", "{}"))["execution"]!.AsObject());
    }

    [Fact]
    public async Task Progress_and_end_are_accepted_and_nothing_after_the_end()
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");
        await Cloud.CreateJobAsync("pump", "job-1", Document);

        await AskAsync(mqtt, "job-1/update", """{"status":"IN_PROGRESS","statusDetails":{"step":"Proved"}}""");
        await AskAsync(mqtt, "job-1/update", """{"status":"SUCCEEDED"}""");
        var refused = await AskAsync(mqtt, "job-1/update", """{"status":"IN_PROGRESS"}""");

        Assert.Equal("InvalidStateTransition", (string?)refused["code"]);
        Assert.Equal(["IN_PROGRESS Proved", "SUCCEEDED Proved"], Cloud.Job("pump", "job-1")!.Updates);
    }

    [Fact]
    public async Task A_cancelled_job_takes_no_progress()
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");
        await Cloud.CreateJobAsync("pump", "job-1", Document);
        await Cloud.CancelJobAsync("pump", "job-1");

        var refused = await AskAsync(mqtt, "job-1/update", """{"status":"IN_PROGRESS"}""");

        Assert.Equal("InvalidStateTransition", (string?)refused["code"]);
        Assert.Equal("CANCELED", Cloud.Job("pump", "job-1")!.Status);
    }

    private static async Task<JsonNode> AskAsync(MqttDevice mqtt, string operation, string payload)
    {
        await mqtt.SubscribeAsync($"{Jobs}/{operation}/+");
        await mqtt.PublishAsync($"{Jobs}/{operation}", payload);
        return JsonNode.Parse(await mqtt.ReceiveAsync())!;
    }
}
