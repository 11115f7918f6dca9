using System.Buffers.Binary;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>One header of a frame, as a view of the frame's own bytes: <c>u8 nameLen | name | u8 type | value</c>.</summary>
internal readonly ref struct EventStreamHeader
{
    /// <summary>Longest name, in bytes (aws-c-event-stream: <c>AWS_EVENT_STREAM_HEADER_NAME_LEN_MAX</c>).</summary>
    public const int MaxNameLength = byte.MaxValue;

    /// <summary>Longest text or byte buffer, in bytes: the length field is a u16, but the reference implementation takes no more.</summary>
    public const int MaxValueLength = short.MaxValue;

    private EventStreamHeader(ReadOnlySpan<byte> name, EventStreamHeaderType type, ReadOnlySpan<byte> value)
    {
        Name = name;
        Type = type;
        Value = value;
    }

    /// <summary>The name, UTF-8, without its length.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The kind of value.</summary>
    public EventStreamHeaderType Type { get; }

    /// <summary>The value, without the length that precedes texts and byte buffers.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>The value of an int32 header.</summary>
    /// <exception cref="ProtocolException">The header has another type.</exception>
    public int Int32 =>
        Type == EventStreamHeaderType.Int32
            ? BinaryPrimitives.ReadInt32BigEndian(Value)
            : throw ProtocolException.HeaderOfWrongType(Name, EventStreamHeaderType.Int32, Type);

    /// <summary>Takes the first header off <paramref name="block"/>, which then begins with the next one.</summary>
    /// <exception cref="FramingException">The block ends inside the header, or its type is none of the ten.</exception>
    public static EventStreamHeader Take(ref ReadOnlySpan<byte> block)
    {
        int nameLength = TakeBytes(ref block, 1)[0];
        if (nameLength == 0)
        {
            throw new FramingException(FramingFault.MalformedHeader, "A header of the frame has an empty name.");
        }

        ReadOnlySpan<byte> name = TakeBytes(ref block, nameLength);
        var type = (EventStreamHeaderType)TakeBytes(ref block, 1)[0];
        return new EventStreamHeader(name, type, TakeBytes(ref block, TakeValueLength(type, ref block)));
    }

    private static int TakeValueLength(EventStreamHeaderType type, ref ReadOnlySpan<byte> block)
    {
        switch (type)
        {
            case EventStreamHeaderType.True or EventStreamHeaderType.False:
                return 0;
            case EventStreamHeaderType.Byte:
                return 1;
            case EventStreamHeaderType.Int16:
                return 2;
            case EventStreamHeaderType.Int32:
                return 4;
            case EventStreamHeaderType.Int64 or EventStreamHeaderType.Timestamp:
                return 8;
            case EventStreamHeaderType.Uuid:
                return 16;
            case EventStreamHeaderType.ByteBuffer or EventStreamHeaderType.String:
                int length = BinaryPrimitives.ReadUInt16BigEndian(TakeBytes(ref block, 2));
                return length <= MaxValueLength
                    ? length
                    : throw new FramingException(
                        FramingFault.MalformedHeader,
                        $"A header of the frame has a value of {length} bytes; at most {MaxValueLength} are allowed."
                    );
            default:
                throw new FramingException(
                    FramingFault.UnknownHeaderType,
                    $"A header of the frame has the unknown value type {(byte)type}; the known ones are 0 to 9."
                );
        }
    }

    private static ReadOnlySpan<byte> TakeBytes(ref ReadOnlySpan<byte> block, int count)
    {
        if (block.Length < count)
        {
            throw new FramingException(
                FramingFault.MalformedHeader,
                $"The header block ends inside a header: {count} bytes wanted, {block.Length} left."
            );
        }

        ReadOnlySpan<byte> taken = block[..count];
        block = block[count..];
        return taken;
    }
}
