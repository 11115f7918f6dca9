using System.Buffers.Binary;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// One frame of AWS's event-stream encoding (<c>vnd.amazon.eventstream</c>), all integers big-endian:
/// <c>u32 total length | u32 headers length | u32 CRC of these eight bytes | headers | payload | u32 CRC of all before</c>.
/// </summary>
/// <remarks>
/// Written by hand instead of <c>Amazon.Runtime.EventStreams.EventStreamMessage</c> of AWSSDK.Core: that decoder believes
/// the header block's length (a frame of 232 bytes with correct checksums made it allocate without end), answers damaged
/// input with seven unrelated exception types, and allocates 1.5 kB a frame. The tests use it as the second opinion.
/// </remarks>
/// <param name="Headers">The header block, checked: every header is whole and of a known type.</param>
/// <param name="Payload">The payload.</param>
internal readonly record struct EventStreamFrame(ReadOnlyMemory<byte> Headers, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Bytes of the prelude: two lengths and their checksum.</summary>
    public const int PreludeLength = 12;

    /// <summary>Bytes of a frame beside headers and payload, and so the shortest frame.</summary>
    public const int Overhead = PreludeLength + 4;

    /// <summary>The longest frame of the classic nucleus (aws-c-event-stream: <c>AWS_EVENT_STREAM_MAX_MESSAGE_SIZE</c>), 24 MiB.</summary>
    public const int MaxLength = 24 * 1024 * 1024;

    /// <summary>Most headers in one frame.</summary>
    public const int MaxHeaders = 1024;

    /// <summary>Reads the length of the frame that begins with <paramref name="prelude"/>, before anything of it is trusted or stored.</summary>
    /// <param name="prelude">The first <see cref="PreludeLength"/> bytes of the frame.</param>
    /// <param name="maxLength">The longest frame to accept, in bytes.</param>
    /// <returns>The length of the whole frame, at least <see cref="Overhead"/>, at most <paramref name="maxLength"/>.</returns>
    /// <exception cref="FramingException">The checksum does not match, or a length is out of bounds.</exception>
    public static int ReadLength(ReadOnlySpan<byte> prelude, int maxLength)
    {
        uint expected = BinaryPrimitives.ReadUInt32BigEndian(prelude[8..]);
        uint found = Crc32.Compute(prelude[..8]);
        if (expected != found)
        {
            throw new FramingException(
                FramingFault.PreludeChecksum,
                $"The checksum of the frame's prelude is {found:x8}, but the frame says {expected:x8}."
            );
        }

        uint total = BinaryPrimitives.ReadUInt32BigEndian(prelude);
        if (total < Overhead || total > maxLength)
        {
            throw new FramingException(
                FramingFault.Length,
                $"The frame says it is {total} bytes long; it must be {Overhead} to {maxLength}."
            );
        }

        uint headers = BinaryPrimitives.ReadUInt32BigEndian(prelude[4..]);
        return headers <= total - Overhead
            ? (int)total
            : throw new FramingException(
                FramingFault.HeadersLength,
                $"The frame of {total} bytes says its headers take {headers}; there is room for {total - Overhead}."
            );
    }

    /// <summary>Checks and splits one whole frame. Copies nothing: the result refers to <paramref name="frame"/>.</summary>
    /// <param name="frame">Exactly the bytes of one frame.</param>
    /// <param name="maxLength">The longest frame to accept, in bytes.</param>
    /// <exception cref="FramingException">The bytes are not one valid frame.</exception>
    public static EventStreamFrame Decode(ReadOnlyMemory<byte> frame, int maxLength = MaxLength)
    {
        ReadOnlySpan<byte> bytes = frame.Span;
        if (bytes.Length < PreludeLength || bytes.Length != ReadLength(bytes[..PreludeLength], maxLength))
        {
            throw new FramingException(
                FramingFault.Truncated,
                $"{bytes.Length} bytes were given, which is not the length of the frame."
            );
        }

        uint expected = BinaryPrimitives.ReadUInt32BigEndian(bytes[^4..]);
        uint found = Crc32.Compute(bytes[..^4]);
        if (expected != found)
        {
            throw new FramingException(
                FramingFault.MessageChecksum,
                $"The checksum of the frame is {found:x8}, but the frame says {expected:x8}."
            );
        }

        int headersLength = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var decoded = new EventStreamFrame(
            frame.Slice(PreludeLength, headersLength),
            frame[(PreludeLength + headersLength)..^4]
        );
        CheckHeaders(decoded.Headers.Span);
        return decoded;
    }

    private static void CheckHeaders(ReadOnlySpan<byte> block)
    {
        for (int count = 1; !block.IsEmpty; count++)
        {
            EventStreamHeader.Take(ref block);
            if (count > MaxHeaders)
            {
                throw new FramingException(
                    FramingFault.MalformedHeader,
                    $"The frame has more than {MaxHeaders} headers."
                );
            }
        }
    }
}
