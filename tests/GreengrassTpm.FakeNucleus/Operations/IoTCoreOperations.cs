using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The MQTT proxy, as components see it.</summary>
internal static class IoTCoreOperations
{
    private const string Service = "aws.greengrass.ipc.mqttproxy";

    public static void AddTo(OperationTable table, Nucleus nucleus)
    {
        table.Add("PublishToIoTCore", call => PublishAsync(call, nucleus));
        table.Add("SubscribeToIoTCore", call => SubscribeAsync(call, nucleus));
        if (nucleus.Options.Flavour == Flavour.Classic && nucleus.Settings.HasConnectionStatus)
        {
            table.AddStreaming("SubscribeToIoTCoreConnectionStatus", call => SubscribeToStatus(call, nucleus.IoTCore));
        }
    }

    private static async Task<(JsonObject Output, IDisposable? Subscription)> PublishAsync(Call call, Nucleus nucleus)
    {
        string topic = call.Text("topicName");
        Check(call, nucleus, topic);
        _ = Convert.FromBase64String(call.Text("payload"));
        JsonObject message = call.Input;
        if (nucleus.Options.Flavour == Flavour.Lite)
        {
            JsonNode? qos = message["qos"]?.DeepClone();
            message = nucleus.IoTCore.IsOnline
                ? TopicAndPayload(message)
                : throw new ServiceFault("ServiceError", "Failed to publish the message.");
            message["qos"] = qos;
        }

        message.Remove("contentType"); // The classic nucleus does not pass it on.
        await nucleus.IoTCore.PublishAsync((JsonObject)message.DeepClone());
        return ([], null);
    }

    private static async Task<(JsonObject Output, IDisposable? Subscription)> SubscribeAsync(Call call, Nucleus nucleus)
    {
        string filter = call.Text("topicName");
        Check(call, nucleus, filter);
        bool lite = nucleus.Options.Flavour == Flavour.Lite;
        IDisposable subscription = await nucleus.IoTCore.SubscribeAsync(
            filter,
            message => Forward(call, lite ? TopicAndPayload(message) : message)
        );
        return ([], subscription);
    }

    private static void Forward(Call call, JsonObject message)
    {
        message.Remove("qos");
        call.SendEvent("IoTCoreMessage", new JsonObject { ["message"] = message });
    }

    private static IDisposable SubscribeToStatus(Call call, IoTCoreBroker broker)
    {
        IDisposable watch = broker.WatchStatus(online => SendStatus(call, online));
        SendStatus(call, broker.IsOnline);
        return watch;
    }

    private static void SendStatus(Call call, bool online)
    {
        var status = new JsonObject { ["status"] = online ? "CONNECTED" : "DISCONNECTED" };
        call.SendEvent("IoTCoreConnectionStatusEvent", new JsonObject { ["connectionStatusEvent"] = status });
    }

    private static JsonObject TopicAndPayload(JsonObject message) =>
        new() { ["topicName"] = message["topicName"]!.DeepClone(), ["payload"] = message["payload"]!.DeepClone() };

    private static void Check(Call call, Nucleus nucleus, string topic)
    {
        if (!nucleus.Access.Allows(call.Component, Service, call.Operation, topic))
        {
            throw new ServiceFault("UnauthorizedError", "Not Authorized");
        }
    }
}
