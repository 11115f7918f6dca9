namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>A stream that hands out its bytes in pieces of given sizes, whatever the reader asks for.</summary>
internal sealed class ChunkedStream(byte[] bytes, params int[] sizes) : MemoryStream(bytes, writable: false)
{
    private int _next;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int size = Math.Max(1, sizes[_next++ % sizes.Length]);
        return ValueTask.FromResult(Read(buffer.Span[..Math.Min(size, buffer.Length)]));
    }
}
