namespace GreengrassTpm.GreengrassIpc;

/// <summary>Cuts the byte stream from the nucleus into frames. One reader at a time.</summary>
/// <remarks>
/// The buffer grows with the bytes that have arrived, not with the length that a frame claims, and never above the frame
/// limit; after a large frame it shrinks back.
/// </remarks>
internal sealed class FrameReader
{
    private const int UsualBuffer = 16 * 1024;

    private readonly Stream _stream;
    private readonly int _maxLength;
    private byte[] _buffer;
    private int _start;
    private int _end;

    /// <summary>Starts reading at the beginning of a frame.</summary>
    /// <param name="stream">Where the bytes come from; not owned.</param>
    /// <param name="maxLength">The longest frame to accept, in bytes.</param>
    public FrameReader(Stream stream, int maxLength = EventStreamFrame.MaxLength)
    {
        _stream = stream;
        _maxLength = maxLength;
        _buffer = new byte[Math.Min(UsualBuffer, maxLength)];
    }

    /// <summary>Reads the next frame. It is valid until the next call.</summary>
    /// <returns>The frame, or null when the peer has closed the connection between two frames.</returns>
    /// <exception cref="FramingException">The bytes are not a frame, or the connection ended inside one.</exception>
    public async ValueTask<EventStreamFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = 0;
            int available = _end - _start;
            if (available >= EventStreamFrame.PreludeLength)
            {
                length = EventStreamFrame.ReadLength(
                    _buffer.AsSpan(_start, EventStreamFrame.PreludeLength),
                    _maxLength
                );
                if (available >= length)
                {
                    var frame = new ReadOnlyMemory<byte>(_buffer, _start, length);
                    _start += length;
                    return EventStreamFrame.Decode(frame, _maxLength);
                }
            }

            MakeRoom(length);
            int count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return available == 0
                    ? null
                    : throw new FramingException(
                        FramingFault.Truncated,
                        $"The connection ended after {available} bytes of a frame."
                    );
            }

            _end += count;
        }
    }

    private void MakeRoom(int frameLength)
    {
        int available = _end - _start;
        int size = _buffer.Length;
        if (available == size)
        {
            size = Math.Min(Math.Max(frameLength, UsualBuffer), 2 * size);
        }
        else if (available == 0 && size > 4 * UsualBuffer)
        {
            size = UsualBuffer;
        }

        if (size != _buffer.Length)
        {
            var other = new byte[size];
            _buffer.AsSpan(_start, available).CopyTo(other);
            _buffer = other;
        }
        else if (_start != 0)
        {
            _buffer.AsSpan(_start, available).CopyTo(_buffer);
        }

        _start = 0;
        _end = available;
    }
}
