using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The operations of the model that the client offers.</summary>
internal static class Operations
{
    private static readonly IpcJsonContext Json = IpcJson.Context;

    public static UnaryOperation<GetConfigurationResponse> GetConfiguration { get; } =
        new("GetConfiguration", Json.GetConfigurationResponse);

    public static UnaryOperation<EmptyResponse> UpdateConfiguration { get; } = Empty("UpdateConfiguration");

    public static UnaryOperation<EmptyResponse> SendConfigurationValidityReport { get; } =
        Empty("SendConfigurationValidityReport");

    public static UnaryOperation<EmptyResponse> UpdateState { get; } = Empty("UpdateState");

    public static UnaryOperation<EmptyResponse> DeferComponentUpdate { get; } = Empty("DeferComponentUpdate");

    public static UnaryOperation<EmptyResponse> PublishToTopic { get; } = Empty("PublishToTopic");

    public static UnaryOperation<EmptyResponse> PublishToIoTCore { get; } = Empty("PublishToIoTCore");

    public static UnaryOperation<RestartComponentResponse> RestartComponent { get; } =
        new("RestartComponent", Json.RestartComponentResponse);

    public static StreamingOperation<ConfigurationUpdateEvent> SubscribeToConfigurationUpdate { get; } =
        new(
            "SubscribeToConfigurationUpdate",
            "ConfigurationUpdateEvents",
            payload => Read(payload, Json.ConfigurationUpdateEvents)?.ConfigurationUpdateEvent
        );

    public static StreamingOperation<ValidateConfigurationUpdateEvent> SubscribeToValidateConfigurationUpdates { get; } =
        new(
            "SubscribeToValidateConfigurationUpdates",
            "ValidateConfigurationUpdateEvents",
            payload => Read(payload, Json.ValidateConfigurationUpdateEvents)?.ValidateConfigurationUpdateEvent
        )
        {
            ResubscribeDelay = TimeSpan.FromSeconds(1),
        };

    public static StreamingOperation<ComponentUpdateEvent> SubscribeToComponentUpdates { get; } =
        new(
            "SubscribeToComponentUpdates",
            "ComponentUpdatePolicyEvents",
            payload =>
                Read(payload, Json.ComponentUpdatePolicyEvents) is { } union
                    ? (ComponentUpdateEvent?)union.PreUpdateEvent ?? union.PostUpdateEvent
                    : null
        );

    public static StreamingOperation<TopicMessage> SubscribeToTopic { get; } =
        new("SubscribeToTopic", "SubscriptionResponseMessage", ReadTopicMessage);

    public static StreamingOperation<IoTCoreMessage> SubscribeToIoTCore { get; } =
        new("SubscribeToIoTCore", "IoTCoreMessage", payload => Read(payload, Json.IoTCoreMessageEvents)?.Message)
        {
            AnswersWhenOnline = true,
        };

    public static StreamingOperation<IoTCoreConnectionStatusEvent> SubscribeToIoTCoreConnectionStatus { get; } =
        new(
            "SubscribeToIoTCoreConnectionStatus",
            "IoTCoreConnectionStatusEvent",
            payload => Read(payload, Json.IoTCoreConnectionStatusEvents)?.ConnectionStatusEvent
        );

    private static UnaryOperation<EmptyResponse> Empty(string name) => new(name, Json.EmptyResponse);

    private static TopicMessage? ReadTopicMessage(ReadOnlySpan<byte> payload) =>
        Read(payload, Json.SubscriptionResponseMessage) switch
        {
            { JsonMessage: { } json } => new TopicMessage(json.Message, null, json.Context?.Topic),
            { BinaryMessage: { } binary } => new TopicMessage(null, binary.Message, binary.Context?.Topic),
            _ => null,
        };

    private static T? Read<T>(ReadOnlySpan<byte> payload, JsonTypeInfo<T> type)
        where T : class => payload.IsEmpty ? null : JsonSerializer.Deserialize(payload, type);
}
