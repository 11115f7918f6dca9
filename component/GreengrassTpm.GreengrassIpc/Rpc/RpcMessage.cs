namespace GreengrassTpm.GreengrassIpc;

/// <summary>A frame read as a message of the RPC protocol. Refers to the frame's bytes and is valid as long as they are.</summary>
/// <param name="Type">What kind of message it is; perhaps none of the known ones.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="StreamId">The stream it belongs to; 0 is the connection itself.</param>
/// <param name="ServiceModelType">The shape of the payload with its namespace, as UTF-8; empty when the header is absent.</param>
/// <param name="ContentType">The kind of payload, as UTF-8; empty when the header is absent.</param>
/// <param name="Payload">The payload.</param>
internal readonly record struct RpcMessage(
    RpcMessageType Type,
    RpcMessageFlags Flags,
    int StreamId,
    ReadOnlyMemory<byte> ServiceModelType,
    ReadOnlyMemory<byte> ContentType,
    ReadOnlyMemory<byte> Payload
)
{
    /// <summary>Whether this is the last message of its stream.</summary>
    public bool EndsStream => (Flags & RpcMessageFlags.TerminateStream) != 0;

    /// <summary>Reads the headers of <paramref name="frame"/>. Unknown headers are skipped.</summary>
    /// <exception cref="ProtocolException">One of the three mandatory headers is absent, or a header has the wrong type.</exception>
    public static RpcMessage From(EventStreamFrame frame)
    {
        int? type = null;
        int? flags = null;
        int? streamId = null;
        ReadOnlyMemory<byte> modelType = default;
        ReadOnlyMemory<byte> contentType = default;
        ReadOnlySpan<byte> block = frame.Headers.Span;
        while (!block.IsEmpty)
        {
            EventStreamHeader header = EventStreamHeader.Take(ref block);
            if (header.Name.SequenceEqual(":message-type"u8))
            {
                type = header.Int32;
            }
            else if (header.Name.SequenceEqual(":message-flags"u8))
            {
                flags = header.Int32;
            }
            else if (header.Name.SequenceEqual(":stream-id"u8))
            {
                streamId = header.Int32;
            }
            else if (header.Name.SequenceEqual("service-model-type"u8))
            {
                modelType = Text(header, frame.Headers, block.Length);
            }
            else if (header.Name.SequenceEqual(":content-type"u8))
            {
                contentType = Text(header, frame.Headers, block.Length);
            }
        }

        return new RpcMessage(
            (RpcMessageType)(type ?? throw Missing(RpcHeaders.MessageType)),
            (RpcMessageFlags)(flags ?? throw Missing(RpcHeaders.MessageFlags)),
            streamId ?? throw Missing(RpcHeaders.StreamId),
            modelType,
            contentType,
            frame.Payload
        );
    }

    // The header ends where the rest of the block begins.
    private static ReadOnlyMemory<byte> Text(EventStreamHeader header, ReadOnlyMemory<byte> block, int rest) =>
        header.Type == EventStreamHeaderType.String
            ? block[..^rest][^header.Value.Length..]
            : throw ProtocolException.HeaderOfWrongType(header.Name, EventStreamHeaderType.String, header.Type);

    private static ProtocolException Missing(string header) =>
        new($"The nucleus sent a frame without the mandatory header {header}.");
}
