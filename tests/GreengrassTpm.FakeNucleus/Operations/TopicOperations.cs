using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The local publish/subscribe, as components see it.</summary>
internal static class TopicOperations
{
    private const string Service = "aws.greengrass.ipc.pubsub";

    public static void AddTo(OperationTable table, Nucleus nucleus)
    {
        table.AddUnary("PublishToTopic", call => Publish(call, nucleus));
        table.AddStreaming("SubscribeToTopic", call => Subscribe(call, nucleus));
    }

    private static JsonObject Publish(Call call, Nucleus nucleus)
    {
        string topic = call.Text("topic");
        JsonObject message = call.Object("publishMessage");
        Check(call, nucleus, topic);
        if (TopicFilter.HasWildcards(topic))
        {
            throw call.Invalid("topic");
        }

        nucleus.Topics.Publish(call.Component, topic, message);
        return [];
    }

    private static IDisposable Subscribe(Call call, Nucleus nucleus)
    {
        string filter = call.Text("topic");
        Check(call, nucleus, filter);
        string otherwise = TopicFilter.HasWildcards(filter) ? "RECEIVE_MESSAGES_FROM_OTHERS" : "RECEIVE_ALL_MESSAGES";
        string mode = call.OptionalText("receiveMode") ?? otherwise;
        bool fromOthers = nucleus.Options.Flavour == Flavour.Classic && mode == "RECEIVE_MESSAGES_FROM_OTHERS";
        return nucleus.Topics.Subscribe(
            filter,
            fromOthers ? call.Component : null,
            message => call.SendEvent("SubscriptionResponseMessage", message)
        );
    }

    private static void Check(Call call, Nucleus nucleus, string topic)
    {
        if (!nucleus.Access.Allows(call.Component, Service, call.Operation, topic))
        {
            throw new ServiceFault(
                "UnauthorizedError",
                $"{call.Component} is not authorized for {call.Operation} {topic}"
            );
        }
    }
}
