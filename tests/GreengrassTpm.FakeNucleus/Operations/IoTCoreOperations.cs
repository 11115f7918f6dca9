using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The MQTT proxy, as components see it.</summary>
internal static class IoTCoreOperations
{
    private const string Service = "aws.greengrass.ipc.mqttproxy";

    public static void AddTo(OperationTable table, Nucleus nucleus)
    {
        table.AddUnary("PublishToIoTCore", call => Publish(call, nucleus));
        table.Add("SubscribeToIoTCore", call => SubscribeAsync(call, nucleus));
        if (nucleus.Options.Flavour == Flavour.Classic && nucleus.HasConnectionStatus)
        {
            table.AddStreaming("SubscribeToIoTCoreConnectionStatus", call => SubscribeToStatus(call, nucleus.IoTCore));
        }
    }

    private static JsonObject Publish(Call call, Nucleus nucleus)
    {
        string topic = call.Text("topicName");
        Check(call, nucleus, topic);
        _ = Convert.FromBase64String(call.Text("payload"));
        JsonObject message = call.Input;
        if (nucleus.Options.Flavour == Flavour.Lite)
        {
            message = nucleus.IoTCore.IsOnline
                ? TopicAndPayload(message)
                : throw new ServiceFault("ServiceError", "Failed to publish the message.");
        }

        message.Remove("contentType"); // The classic nucleus does not pass it on.
        nucleus.IoTCore.Publish((JsonObject)message.DeepClone());
        return [];
    }

    private static async Task<(JsonObject Output, IDisposable? Subscription)> SubscribeAsync(Call call, Nucleus nucleus)
    {
        string filter = call.Text("topicName");
        Check(call, nucleus, filter);
        await nucleus.IoTCore.WaitForOnlineAsync();
        bool lite = nucleus.Options.Flavour == Flavour.Lite;
        return (
            [],
            nucleus.IoTCore.Subscribe(filter, message => Forward(call, lite ? TopicAndPayload(message) : message))
        );
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
