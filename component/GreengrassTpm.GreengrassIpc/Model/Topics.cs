using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>Whose messages a local subscription gets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiveMode>))]
public enum ReceiveMode
{
    /// <summary>Everybody's, also this component's own.</summary>
    [JsonStringEnumMemberName("RECEIVE_ALL_MESSAGES")]
    AllMessages,

    /// <summary>Only those of other components. Nucleus lite sends all the same.</summary>
    [JsonStringEnumMemberName("RECEIVE_MESSAGES_FROM_OTHERS")]
    MessagesFromOthers,
}

/// <summary>A message of the local publish/subscribe. Either <paramref name="Json"/> or <paramref name="Binary"/> is set.</summary>
/// <param name="Json">The message, if it was published as JSON.</param>
/// <param name="Binary">The message, if it was published as bytes.</param>
/// <param name="Topic">The topic it was published to, where the nucleus tells it.</param>
public sealed record TopicMessage(JsonElement? Json, ReadOnlyMemory<byte>? Binary, string? Topic);

internal sealed record PublishToTopicRequest(string Topic, PublishMessage PublishMessage);

internal sealed record PublishMessage(JsonPublication? JsonMessage = null, BinaryPublication? BinaryMessage = null);

internal sealed record JsonPublication(JsonObject Message);

internal sealed record BinaryPublication(ReadOnlyMemory<byte> Message);

internal sealed record SubscribeToTopicRequest(string Topic, ReceiveMode? ReceiveMode = null);

internal sealed record SubscriptionResponseMessage(
    JsonMessage? JsonMessage = null,
    BinaryMessage? BinaryMessage = null
);

internal sealed record JsonMessage(JsonElement Message, MessageContext? Context = null);

internal sealed record BinaryMessage(ReadOnlyMemory<byte> Message, MessageContext? Context = null);

internal sealed record MessageContext(string? Topic = null);
