using System.Buffers.Binary;
using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

public sealed class FrameFaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(EventStreamFrame.MaxLength + 1)]
    [InlineData(int.MaxValue)]
    public void A_length_out_of_bounds_is_refused_from_the_prelude_alone(int length)
    {
        byte[] prelude = Prelude(length, 0);
        Assert.Equal(
            FramingFault.Length,
            FaultOf(() => EventStreamFrame.ReadLength(prelude, EventStreamFrame.MaxLength))
        );
    }

    [Theory]
    [InlineData(16)]
    [InlineData(EventStreamFrame.MaxLength)]
    public void The_shortest_and_the_longest_length_are_taken(int length) =>
        Assert.Equal(length, EventStreamFrame.ReadLength(Prelude(length, 0), EventStreamFrame.MaxLength));

    [Theory]
    [InlineData(85)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_header_block_longer_than_the_frame_is_refused(int headersLength) =>
        Assert.Equal(
            FramingFault.HeadersLength,
            FaultOf(() => EventStreamFrame.ReadLength(Prelude(100, headersLength), EventStreamFrame.MaxLength))
        );

    [Fact]
    public void A_corrupt_prelude_is_refused_before_its_length_is_looked_at()
    {
        byte[] frame = [.. GoldenFrames.ConnectAck];
        frame[0] = 0xff;
        Assert.Equal(FramingFault.PreludeChecksum, FaultOf(() => EventStreamFrame.Decode(frame)));
    }

    [Fact]
    public void Every_single_flipped_bit_is_noticed()
    {
        for (int bit = 0; bit < 8 * GoldenFrames.ResourceNotFound.Length; bit++)
        {
            byte[] frame = [.. GoldenFrames.ResourceNotFound];
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<FramingException>(() => EventStreamFrame.Decode(frame));
        }
    }

    [Fact]
    public void A_corrupt_payload_is_refused()
    {
        byte[] frame = [.. GoldenFrames.ResourceNotFound];
        frame[^5] ^= 1;
        Assert.Equal(FramingFault.MessageChecksum, FaultOf(() => EventStreamFrame.Decode(frame)));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(2, "01")]
    [InlineData(3, "0102")]
    [InlineData(4, "01020304")]
    [InlineData(5, "0102030405060708")]
    [InlineData(6, "0003010203")]
    [InlineData(7, "0003616263")]
    [InlineData(8, "0102030405060708")]
    [InlineData(9, "000102030405060708090a0b0c0d0e0f")]
    public void Headers_of_every_type_are_passed_over(byte type, string value)
    {
        byte[] header = [1, (byte)'x', type, .. Convert.FromHexString(value)];
        byte[] frame = FrameOf([.. header, .. GoldenFrames.ConnectAck.AsSpan(12, 55)], []);
        Assert.Equal(RpcMessageType.ConnectAck, RpcMessage.From(EventStreamFrame.Decode(frame)).Type);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(255)]
    public void An_unknown_header_type_is_refused(byte type) =>
        Assert.Equal(
            FramingFault.UnknownHeaderType,
            FaultOf(() => EventStreamFrame.Decode(FrameOf([1, (byte)'x', type], [])))
        );

    [Theory]
    [InlineData("05")] // the name is not there
    [InlineData("0578")] // the name is cut
    [InlineData("0178")] // the type is not there
    [InlineData("017804000001")] // an int32 of three bytes
    [InlineData("017807")] // the length is not there
    [InlineData("01780700")] // the length is cut
    [InlineData("0178070005616263")] // the text is cut
    [InlineData("01780601ff")] // the buffer is not there
    [InlineData("00040000000000")] // the name is empty
    [InlineData("017807ffff")] // longer than any text may be
    public void A_header_that_lies_about_its_length_is_refused(string block) =>
        Assert.Equal(
            FramingFault.MalformedHeader,
            FaultOf(() => EventStreamFrame.Decode(FrameOf(Convert.FromHexString(block), [1, 2, 3])))
        );

    [Fact]
    public void More_headers_than_the_reference_implementation_takes_are_refused()
    {
        byte[] block =
        [
            .. Enumerable.Repeat<byte[]>([1, (byte)'x', 0], EventStreamFrame.MaxHeaders + 1).SelectMany(x => x),
        ];
        Assert.Equal(FramingFault.MalformedHeader, FaultOf(() => EventStreamFrame.Decode(FrameOf(block, []))));
        EventStreamFrame.Decode(FrameOf(block[3..], []));
    }

    [Theory]
    [InlineData(":message-type")]
    [InlineData(":message-flags")]
    [InlineData(":stream-id")]
    public void A_message_without_a_mandatory_header_is_refused(string missing)
    {
        byte[] block = GoldenFrames.ConnectAck[12..67];
        int at = block.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(missing));
        block[at] = (byte)'x';
        ProtocolException error = Assert.Throws<ProtocolException>(() =>
            RpcMessage.From(EventStreamFrame.Decode(FrameOf(block, [])))
        );
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mandatory_header_of_another_type_is_refused()
    {
        byte[] block = [.. GoldenFrames.ConnectAck.AsSpan(12, 55)];
        block[14] = (byte)EventStreamHeaderType.String;
        Assert.ThrowsAny<GreengrassIpcException>(() => RpcMessage.From(EventStreamFrame.Decode(FrameOf(block, []))));
    }

    private static byte[] FrameOf(byte[] headers, byte[] payload)
    {
        var frame = new byte[FrameEncoder.LengthOf(headers.Length, payload.Length)];
        FrameEncoder.Write(frame, headers, payload);
        return frame;
    }

    private static byte[] Prelude(int length, int headersLength)
    {
        var prelude = new byte[EventStreamFrame.PreludeLength];
        BinaryPrimitives.WriteInt32BigEndian(prelude, length);
        BinaryPrimitives.WriteInt32BigEndian(prelude.AsSpan(4), headersLength);
        BinaryPrimitives.WriteUInt32BigEndian(prelude.AsSpan(8), Crc32.Compute(prelude.AsSpan(0, 8)));
        return prelude;
    }

    private static FramingFault FaultOf(Func<object> decode) =>
        Assert
            .Throws<FramingException>(() =>
            {
                decode();
            })
            .Fault;
}
