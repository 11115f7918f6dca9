using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

public sealed class FrameReaderTests
{
    private static readonly byte[] ThreeFrames =
    [
        .. GoldenFrames.ConnectAck,
        .. GoldenFrames.ResourceNotFound,
        .. GoldenFrames.Connect,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Frames_are_cut_right_however_they_are_delivered(int chunk)
    {
        using var stream = new ChunkedStream(ThreeFrames, chunk);
        var reader = new FrameReader(stream);
        Assert.Equal(RpcMessageType.ConnectAck, await NextTypeAsync(reader));
        Assert.Equal(RpcMessageType.ApplicationError, await NextTypeAsync(reader));
        Assert.Equal(RpcMessageType.Connect, await NextTypeAsync(reader));
        Assert.Null(await reader.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(70)]
    public async Task A_connection_that_ends_inside_a_frame_is_a_framing_error(int length)
    {
        using var stream = new ChunkedStream(GoldenFrames.ConnectAck[..length], 5);
        var reader = new FrameReader(stream);
        FramingException error = await Assert.ThrowsAsync<FramingException>(async () =>
            await reader.ReadAsync(default)
        );
        Assert.Equal(FramingFault.Truncated, error.Fault);
    }

    [Fact]
    public async Task A_frame_over_the_limit_is_refused_after_its_first_twelve_bytes()
    {
        var frame = new byte[10_001];
        FrameEncoder.Write(frame, [], new byte[10_001 - EventStreamFrame.Overhead]);
        using var stream = new ChunkedStream(frame, 12);
        var reader = new FrameReader(stream, maxLength: 10_000);
        FramingException error = await Assert.ThrowsAsync<FramingException>(async () =>
            await reader.ReadAsync(default)
        );
        Assert.Equal(FramingFault.Length, error.Fault);
        Assert.Equal(12, stream.Position);
    }

    [Fact]
    public async Task A_claimed_length_alone_takes_no_memory()
    {
        var frame = new byte[EventStreamFrame.MaxLength];
        FrameEncoder.Write(frame, [], new byte[EventStreamFrame.MaxLength - EventStreamFrame.Overhead]);
        using var stream = new ChunkedStream(frame[..1000], 1000);
        var reader = new FrameReader(stream);
        long before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsAsync<FramingException>(async () => await reader.ReadAsync(default));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public async Task The_longest_frame_passes_among_short_ones()
    {
        var frame = new byte[EventStreamFrame.MaxLength];
        FrameEncoder.Write(frame, [], new byte[EventStreamFrame.MaxLength - EventStreamFrame.Overhead]);
        using var stream = new ChunkedStream([.. GoldenFrames.ConnectAck, .. frame, .. ThreeFrames], 1_000_003);
        var reader = new FrameReader(stream);
        Assert.Equal(RpcMessageType.ConnectAck, await NextTypeAsync(reader));
        Assert.Equal(
            EventStreamFrame.MaxLength - EventStreamFrame.Overhead,
            (await reader.ReadAsync(default))!.Value.Payload.Length
        );
        Assert.Equal(RpcMessageType.ConnectAck, await NextTypeAsync(reader));
    }

    private static async Task<RpcMessageType> NextTypeAsync(FrameReader reader) =>
        RpcMessage.From((await reader.ReadAsync(default))!.Value).Type;
}
