using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime.EventStreams;

namespace GreengrassTpm.FakeNucleus;

/// <summary>Values of <c>:message-type</c>.</summary>
internal enum MessageType
{
    ApplicationMessage,
    ApplicationError,
    Ping,
    PingResponse,
    Connect,
    ConnectAck,
    ProtocolError,
    InternalError,
}

/// <summary>A frame of the client.</summary>
internal sealed record Request(
    MessageType Type,
    int Flags,
    int StreamId,
    string? Operation,
    string? Version,
    byte[] Payload,
    bool OnlyUsualHeaders
)
{
    public bool EndsStream => (Flags & Wire.TerminateStream) != 0;
}

/// <summary>Frames, read and written by AWSSDK's codec.</summary>
internal static class Wire
{
    public const int ConnectionAccepted = 1;
    public const int TerminateStream = 2;

    /// <summary>Reads a frame.</summary>
    /// <returns>The frame; null at the end.</returns>
    /// <exception cref="InvalidDataException">The frame is too long or too short.</exception>
    public static async Task<Request?> ReadAsync(Stream stream, int maxLength, CancellationToken token)
    {
        var prefix = new byte[4];
        if (await stream.ReadAtLeastAsync(prefix, 4, throwOnEndOfStream: false, token) < 4)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(prefix);
        if (length < 16 || length > maxLength)
        {
            throw new InvalidDataException($"A frame of {length} bytes.");
        }

        var frame = new byte[length];
        prefix.CopyTo(frame, 0);
        await stream.ReadExactlyAsync(frame.AsMemory(4), token);
        return Parse(EventStreamMessage.FromBuffer(frame, 0, length));
    }

    /// <summary>Makes a frame.</summary>
    public static byte[] Write(
        MessageType type,
        int flags,
        int streamId,
        string? model = null,
        string? contentType = null,
        byte[]? payload = null
    )
    {
        List<IEventStreamHeader> headers =
        [
            Int32(":message-type", (int)type),
            Int32(":message-flags", flags),
            Int32(":stream-id", streamId),
        ];
        if (contentType is not null)
        {
            headers.Add(Text(":content-type", contentType));
        }

        if (model is not null)
        {
            headers.Add(Text("service-model-type", "aws.greengrass#" + model));
        }

        return new EventStreamMessage(headers, payload ?? []).ToByteArray();
    }

    /// <summary>Makes a frame with JSON.</summary>
    public static byte[] Write(MessageType type, int flags, int streamId, string? model, JsonNode payload) =>
        Write(type, flags, streamId, model, "application/json", Encoding.UTF8.GetBytes(payload.ToJsonString()));

    private static Request Parse(EventStreamMessage message)
    {
        Dictionary<string, IEventStreamHeader> headers = message.Headers;
        string? TextOf(string name) =>
            headers.TryGetValue(name, out IEventStreamHeader? header) ? header.AsString() : null;
        return new Request(
            (MessageType)headers[":message-type"].AsInt32(),
            headers[":message-flags"].AsInt32(),
            headers[":stream-id"].AsInt32(),
            TextOf("operation"),
            TextOf(":version"),
            message.Payload,
            headers.Values.All(h => h.HeaderType is EventStreamHeaderType.Int32 or EventStreamHeaderType.String)
        );
    }

    private static EventStreamHeader Int32(string name, int value)
    {
        var header = new EventStreamHeader(name);
        header.SetInt32(value);
        return header;
    }

    private static EventStreamHeader Text(string name, string value)
    {
        var header = new EventStreamHeader(name);
        header.SetString(value);
        return header;
    }
}
