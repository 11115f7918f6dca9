using System.Buffers;
using System.Buffers.Binary;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The header blocks of the messages that the client sends. A block is made once and copied into each frame.</summary>
internal static class RpcHeaders
{
    public const string MessageType = ":message-type";
    public const string MessageFlags = ":message-flags";
    public const string StreamId = ":stream-id";
    public const string Version = ":version";
    public const string ContentType = ":content-type";
    public const string Operation = "operation";
    public const string ServiceModelType = "service-model-type";

    /// <summary>The version of the protocol, the same in every release of both nuclei.</summary>
    public const string ProtocolVersion = "0.1.0";

    /// <summary>Where the stream id stands in every frame made here: the three mandatory headers come first, in this order.</summary>
    public const int StreamIdOffset =
        EventStreamFrame.PreludeLength + (1 + 13 + 1 + 4) + (1 + 14 + 1 + 4) + (1 + 10 + 1);

    /// <summary>The block of the first message of a connection.</summary>
    public static byte[] Connect { get; } =
        Make(
            RpcMessageType.Connect,
            RpcMessageFlags.None,
            block => FrameEncoder.AppendString(block, Version, ProtocolVersion)
        );

    /// <summary>The block of the answer to a PING.</summary>
    public static byte[] PingResponse { get; } = Make(RpcMessageType.PingResponse, RpcMessageFlags.None, _ => { });

    /// <summary>The block of the message by which the client closes a stream.</summary>
    public static byte[] TerminateStream { get; } =
        Make(RpcMessageType.ApplicationMessage, RpcMessageFlags.TerminateStream, _ => { });

    /// <summary>The block of the first message of a stream.</summary>
    /// <param name="operation">The operation with its namespace, for example <c>aws.greengrass#GetConfiguration</c>.</param>
    public static byte[] Request(string operation) =>
        Make(
            RpcMessageType.ApplicationMessage,
            RpcMessageFlags.None,
            block =>
            {
                FrameEncoder.AppendString(block, Operation, operation);
                FrameEncoder.AppendString(block, ContentType, "application/json");
                FrameEncoder.AppendString(block, ServiceModelType, operation + "Request");
            }
        );

    /// <summary>Writes one frame with the given stream id at the start of <paramref name="destination"/>.</summary>
    public static void WriteFrame(
        Span<byte> destination,
        ReadOnlySpan<byte> headers,
        int streamId,
        ReadOnlySpan<byte> payload
    )
    {
        FrameEncoder.Compose(destination, headers, payload);
        BinaryPrimitives.WriteInt32BigEndian(destination[StreamIdOffset..], streamId);
        FrameEncoder.Seal(destination[..FrameEncoder.LengthOf(headers.Length, payload.Length)]);
    }

    private static byte[] Make(RpcMessageType type, RpcMessageFlags flags, Action<IBufferWriter<byte>> appendMore)
    {
        var block = new ArrayBufferWriter<byte>();
        FrameEncoder.AppendInt32(block, MessageType, (int)type);
        FrameEncoder.AppendInt32(block, MessageFlags, (int)flags);
        FrameEncoder.AppendInt32(block, StreamId, 0);
        appendMore(block);
        return block.WrittenSpan.ToArray();
    }
}
