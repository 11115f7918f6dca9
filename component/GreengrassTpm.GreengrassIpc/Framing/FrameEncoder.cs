using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>Writes frames and header blocks.</summary>
internal static class FrameEncoder
{
    /// <summary>The length of the frame that these parts make.</summary>
    public static int LengthOf(int headersLength, int payloadLength) =>
        checked(EventStreamFrame.Overhead + headersLength + payloadLength);

    /// <summary>Writes one frame at the start of <paramref name="destination"/>, which must have room for it.</summary>
    public static void Write(Span<byte> destination, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        Compose(destination, headers, payload);
        Seal(destination[..LengthOf(headers.Length, payload.Length)]);
    }

    /// <summary>Writes everything but the frame's last checksum, so that a header can still be changed in place.</summary>
    public static void Compose(Span<byte> destination, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination, LengthOf(headers.Length, payload.Length));
        BinaryPrimitives.WriteInt32BigEndian(destination[4..], headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Crc32.Compute(destination[..8]));
        headers.CopyTo(destination[EventStreamFrame.PreludeLength..]);
        payload.CopyTo(destination[(EventStreamFrame.PreludeLength + headers.Length)..]);
    }

    /// <summary>Writes the last checksum of a composed frame.</summary>
    public static void Seal(Span<byte> frame) =>
        BinaryPrimitives.WriteUInt32BigEndian(frame[^4..], Crc32.Compute(frame[..^4]));

    /// <summary>Appends an int32 header to a header block.</summary>
    public static void AppendInt32(IBufferWriter<byte> block, string name, int value)
    {
        AppendName(block, name, EventStreamHeaderType.Int32);
        BinaryPrimitives.WriteInt32BigEndian(block.GetSpan(4), value);
        block.Advance(4);
    }

    /// <summary>Appends a string header to a header block.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="EventStreamHeader.MaxValueLength"/> bytes of UTF-8.</exception>
    public static void AppendString(IBufferWriter<byte> block, string name, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        if (length > EventStreamHeader.MaxValueLength)
        {
            throw new ArgumentException($"The value of the header {name} takes {length} bytes.", nameof(value));
        }

        AppendName(block, name, EventStreamHeaderType.String);
        BinaryPrimitives.WriteUInt16BigEndian(block.GetSpan(2), (ushort)length);
        block.Advance(2);
        Encoding.UTF8.GetBytes(value, block);
    }

    private static void AppendName(IBufferWriter<byte> block, string name, EventStreamHeaderType type)
    {
        int length = Encoding.UTF8.GetByteCount(name);
        if (length is 0 or > EventStreamHeader.MaxNameLength)
        {
            throw new ArgumentException($"A header name takes 1 to 255 bytes, not {length}.", nameof(name));
        }

        block.Write([(byte)length]);
        Encoding.UTF8.GetBytes(name, block);
        block.Write([(byte)type]);
    }
}
