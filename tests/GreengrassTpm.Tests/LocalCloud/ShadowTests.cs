using System.Text.Json.Nodes;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class ShadowTests : LocalCloudTest
{
    private const string Topic = "$aws/things/pump/shadow/name/credential";

    [Fact]
    public async Task An_update_is_accepted_with_the_client_token_and_a_version()
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        var answer = await AskAsync(mqtt, "update", """{"state":{"reported":{"health":"ok"}},"clientToken":"abc"}""");

        Assert.Equal("abc", (string?)answer["clientToken"]);
        Assert.Equal(1, (long?)answer["version"]);
        Assert.Equal("ok", (string?)Cloud.Shadow("pump", "credential")!["reported"]!["health"]);
    }

    [Fact]
    public async Task Updates_are_merged_and_null_removes()
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        await AskAsync(mqtt, "update", """{"state":{"reported":{"a":1,"b":{"c":2}}}}""");
        await AskAsync(mqtt, "update", """{"state":{"reported":{"a":null,"b":{"d":3}}}}""");

        Assert.Equal("""{"reported":{"b":{"c":2,"d":3}}}""", Cloud.Shadow("pump", "credential")!.ToJsonString());
    }

    [Theory]
    [InlineData("get", "", 404)]
    [InlineData("delete", "", 404)]
    [InlineData("update", "no json", 400)]
    [InlineData("update", "{}", 400)]
    [InlineData("update", """{"state":{},"version":7}""", 409)]
    public async Task What_cannot_be_done_is_rejected(string operation, string payload, int code)
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        Assert.Equal(code, (int?)(await AskAsync(mqtt, operation, payload))["code"]);
    }

    [Fact]
    public async Task A_deleted_shadow_is_gone()
    {
        using var device = await NewDeviceAsync("pump");
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");
        await AskAsync(mqtt, "update", """{"state":{"reported":{"health":"ok"}}}""");

        await AskAsync(mqtt, "delete", "");

        Assert.Null(Cloud.Shadow("pump", "credential"));
    }

    private static async Task<JsonNode> AskAsync(MqttDevice mqtt, string operation, string payload)
    {
        await mqtt.SubscribeAsync($"{Topic}/{operation}/+");
        await mqtt.PublishAsync($"{Topic}/{operation}", payload);
        return JsonNode.Parse(await mqtt.ReceiveAsync())!;
    }
}
