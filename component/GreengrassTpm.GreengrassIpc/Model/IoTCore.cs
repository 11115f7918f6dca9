using System.Text.Json.Serialization;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>MQTT quality of service.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityOfService>))]
public enum QualityOfService
{
    /// <summary>At most once.</summary>
    [JsonStringEnumMemberName("0")]
    AtMostOnce,

    /// <summary>At least once.</summary>
    [JsonStringEnumMemberName("1")]
    AtLeastOnce,
}

/// <summary>How an MQTT 5 payload is to be read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PayloadFormat>))]
public enum PayloadFormat
{
    /// <summary>Bytes.</summary>
    [JsonStringEnumMemberName("0")]
    Bytes,

    /// <summary>UTF-8 text.</summary>
    [JsonStringEnumMemberName("1")]
    Utf8,
}

/// <summary>An MQTT 5 user property.</summary>
/// <param name="Key">Its name; need not be unique.</param>
/// <param name="Value">Its value.</param>
public sealed record UserProperty(string Key, string Value);

/// <summary>
/// A message for AWS IoT Core. The members after <see cref="Payload"/> are MQTT 5's: the classic nucleus passes them on from
/// 2.10.0, nucleus lite ignores them.
/// </summary>
public sealed record IoTCorePublication
{
    /// <summary>The topic, without wildcards.</summary>
    public required string TopicName { get; init; }

    /// <summary>The quality of service.</summary>
    public required QualityOfService Qos { get; init; }

    /// <summary>The payload; may be empty. As base64 in a frame of 10 000 bytes, nucleus lite takes about 7 000 bytes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Whether the broker keeps the message for later subscribers.</summary>
    public bool? Retain { get; init; }

    /// <summary>User properties.</summary>
    public IReadOnlyList<UserProperty>? UserProperties { get; init; }

    /// <summary>After how many seconds the broker forgets the message.</summary>
    public long? MessageExpiryIntervalSeconds { get; init; }

    /// <summary>What tells the answer's receiver to which request it belongs.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>Where an answer is awaited.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>How the payload is to be read.</summary>
    public PayloadFormat? PayloadFormat { get; init; }

    /// <summary>The media type of the payload.</summary>
    public string? ContentType { get; init; }
}

/// <summary>A message from AWS IoT Core. Nucleus lite tells only topic and payload.</summary>
/// <param name="TopicName">The topic it was published to.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Retain">Whether it was a retained one.</param>
/// <param name="UserProperties">User properties.</param>
/// <param name="MessageExpiryIntervalSeconds">After how many seconds the broker forgets the message.</param>
/// <param name="CorrelationData">What tells to which request an answer belongs.</param>
/// <param name="ResponseTopic">Where an answer is awaited.</param>
/// <param name="PayloadFormat">How the payload is to be read.</param>
/// <param name="ContentType">The media type of the payload.</param>
public sealed record IoTCoreMessage(
    string TopicName,
    ReadOnlyMemory<byte> Payload = default,
    bool? Retain = null,
    IReadOnlyList<UserProperty>? UserProperties = null,
    long? MessageExpiryIntervalSeconds = null,
    ReadOnlyMemory<byte>? CorrelationData = null,
    string? ResponseTopic = null,
    PayloadFormat? PayloadFormat = null,
    string? ContentType = null
);

/// <summary>Whether the nucleus is connected to AWS IoT Core.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IoTCoreConnectionStatus>))]
public enum IoTCoreConnectionStatus
{
    /// <summary>It is.</summary>
    [JsonStringEnumMemberName("CONNECTED")]
    Connected,

    /// <summary>It is not.</summary>
    [JsonStringEnumMemberName("DISCONNECTED")]
    Disconnected,
}

/// <summary>The nucleus' connection to AWS IoT Core was made or lost. The first event tells the present status.</summary>
/// <param name="Status">The status now.</param>
public sealed record IoTCoreConnectionStatusEvent(IoTCoreConnectionStatus Status);

internal sealed record SubscribeToIoTCoreRequest(string TopicName, QualityOfService Qos);

internal sealed record IoTCoreMessageEvents(IoTCoreMessage? Message = null);

internal sealed record IoTCoreConnectionStatusEvents(IoTCoreConnectionStatusEvent? ConnectionStatusEvent = null);
