using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>What each operation writes: the model's names, seconds with a fraction, base64, and nothing for what is absent.</summary>
public sealed class RequestShapeTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1763918400);

    public static TheoryData<string, Func<GreengrassIpcClient, Task>, string> Requests =>
        new()
        {
            { "GetConfiguration", c => c.GetConfigurationAsync(), "{}" },
            {
                "GetConfiguration",
                c => c.GetConfigurationAsync(["a", "b"], "x"),
                """{"componentName":"x","keyPath":["a","b"]}"""
            },
            {
                "UpdateConfiguration",
                c => c.UpdateConfigurationAsync(new JsonObject { ["b"] = null, ["c"] = "é+" }, Time, ["a"]),
                """{"keyPath":["a"],"timestamp":1763918400.000,"valueToMerge":{"b":null,"c":"é+"}}"""
            },
            {
                "UpdateConfiguration",
                c => c.UpdateConfigurationAsync([], Time.AddMilliseconds(7)),
                """{"timestamp":1763918400.007,"valueToMerge":{}}"""
            },
            { "SubscribeToConfigurationUpdate", c => c.SubscribeToConfigurationUpdateAsync(), "{}" },
            { "SubscribeToValidateConfigurationUpdates", c => c.SubscribeToValidateConfigurationUpdatesAsync(), "{}" },
            {
                "SendConfigurationValidityReport",
                c =>
                    c.SendConfigurationValidityReportAsync(
                        new ConfigurationValidityReport(ConfigurationValidityStatus.Rejected, "d", "m")
                    ),
                """{"configurationValidityReport":{"status":"REJECTED","deploymentId":"d","message":"m"}}"""
            },
            { "UpdateState", c => c.UpdateStateAsync(ReportedState.Errored), """{"state":"ERRORED"}""" },
            { "SubscribeToComponentUpdates", c => c.SubscribeToComponentUpdatesAsync(), "{}" },
            {
                "DeferComponentUpdate",
                c => c.DeferComponentUpdateAsync("d", TimeSpan.Zero),
                """{"deploymentId":"d","recheckAfterMs":0}"""
            },
            {
                "DeferComponentUpdate",
                c => c.DeferComponentUpdateAsync("d", TimeSpan.FromSeconds(1.5), "busy"),
                """{"deploymentId":"d","recheckAfterMs":1500,"message":"busy"}"""
            },
            { "RestartComponent", c => c.RestartComponentAsync("x"), """{"componentName":"x"}""" },
            {
                "PublishToTopic",
                c => c.PublishToTopicAsync("t", new JsonObject { ["a"] = 1 }),
                """{"topic":"t","publishMessage":{"jsonMessage":{"message":{"a":1}}}}"""
            },
            {
                "PublishToTopic",
                c => c.PublishToTopicAsync("t", new byte[] { 0xfb, 0xef, 0xff }),
                """{"topic":"t","publishMessage":{"binaryMessage":{"message":"++//"}}}"""
            },
            { "SubscribeToTopic", c => c.SubscribeToTopicAsync("t/#"), """{"topic":"t/#"}""" },
            {
                "SubscribeToTopic",
                c => c.SubscribeToTopicAsync("t", ReceiveMode.MessagesFromOthers),
                """{"topic":"t","receiveMode":"RECEIVE_MESSAGES_FROM_OTHERS"}"""
            },
            {
                "PublishToIoTCore",
                c => c.PublishToIoTCoreAsync(Publication),
                """{"topicName":"t","qos":"1","payload":""}"""
            },
            {
                "PublishToIoTCore",
                c =>
                    c.PublishToIoTCoreAsync(
                        Publication with
                        {
                            Retain = false,
                            UserProperties = [new UserProperty("k", "v")],
                            CorrelationData = new byte[] { 1 },
                            PayloadFormat = PayloadFormat.Utf8,
                        }
                    ),
                """{"topicName":"t","qos":"1","payload":"","retain":false,"userProperties":[{"key":"k","value":"v"}],"correlationData":"AQ==","payloadFormat":"1"}"""
            },
            {
                "SubscribeToIoTCore",
                c => c.SubscribeToIoTCoreAsync("t/+", QualityOfService.AtMostOnce),
                """{"topicName":"t/+","qos":"0"}"""
            },
            { "SubscribeToIoTCoreConnectionStatus", c => c.TrySubscribeToIoTCoreConnectionStatusAsync(), "{}" },
        };

    private static IoTCorePublication Publication { get; } =
        new()
        {
            TopicName = "t",
            Qos = QualityOfService.AtLeastOnce,
            Payload = ReadOnlyMemory<byte>.Empty,
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_is_written_as_the_model_says(
        string operation,
        Func<GreengrassIpcClient, Task> call,
        string json
    )
    {
        var received = new TaskCompletionSource<RpcMessage>();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            received.SetResult(await peer.ReceiveAsync());
            await peer.SendAsync(GoldenFrames.ResourceNotFound);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await Assert.ThrowsAsync<ServiceErrorException>(() => call(client));
        RpcMessage request = await received.Task;
        Assert.Equal($"aws.greengrass#{operation}Request", Encoding.UTF8.GetString(request.ServiceModelType.Span));
        Assert.Equal(json, Encoding.UTF8.GetString(request.Payload.Span));
    }
}
