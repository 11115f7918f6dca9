using System.Text;
using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

public sealed class GoldenFrameTests
{
    [Fact]
    public void The_checksum_of_the_standard_text_is_the_published_one() =>
        Assert.Equal(0xcbf43926u, Crc32.Compute("123456789"u8));

    [Fact]
    public void Connect_is_written_byte_for_byte() =>
        Assert.Equal(GoldenFrames.Connect, Write(RpcHeaders.Connect, 0, """{"authToken":"ABCDEFGH01234567"}"""));

    [Fact]
    public void GetConfiguration_is_written_byte_for_byte() =>
        Assert.Equal(
            GoldenFrames.GetConfiguration,
            Write(RpcHeaders.Request("aws.greengrass#GetConfiguration"), 1, """{"keyPath":["rotation"]}""")
        );

    [Fact]
    public void The_end_of_a_subscription_is_written_byte_for_byte() =>
        Assert.Equal(GoldenFrames.TerminateStream, Write(RpcHeaders.TerminateStream, 2, ""));

    [Fact]
    public void ConnectAck_is_read()
    {
        RpcMessage message = Read(GoldenFrames.ConnectAck);
        Assert.Equal(RpcMessageType.ConnectAck, message.Type);
        Assert.Equal(RpcMessageFlags.ConnectionAccepted, message.Flags);
        Assert.Equal(0, message.StreamId);
        Assert.True(message.Payload.IsEmpty);
    }

    [Fact]
    public void A_service_error_is_read()
    {
        RpcMessage message = Read(GoldenFrames.ResourceNotFound);
        Assert.Equal(RpcMessageType.ApplicationError, message.Type);
        Assert.True(message.EndsStream);
        Assert.Equal(1, message.StreamId);
        Assert.Equal("application/json", Encoding.UTF8.GetString(message.ContentType.Span));
        Assert.Equal("aws.greengrass#ResourceNotFoundError", Encoding.UTF8.GetString(message.ServiceModelType.Span));
        Assert.StartsWith(
            """{"message":"Key not found",""",
            Encoding.UTF8.GetString(message.Payload.Span),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_the_client_writes_it_reads_back()
    {
        RpcMessage message = Read(GoldenFrames.GetConfiguration);
        Assert.Equal(RpcMessageType.ApplicationMessage, message.Type);
        Assert.Equal(RpcMessageFlags.None, message.Flags);
        Assert.Equal(1, message.StreamId);
        Assert.Equal("aws.greengrass#GetConfigurationRequest", Encoding.UTF8.GetString(message.ServiceModelType.Span));
        Assert.Equal("""{"keyPath":["rotation"]}""", Encoding.UTF8.GetString(message.Payload.Span));
    }

    private static byte[] Write(byte[] headers, int streamId, string payload)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(payload);
        var frame = new byte[FrameEncoder.LengthOf(headers.Length, bytes.Length)];
        RpcHeaders.WriteFrame(frame, headers, streamId, bytes);
        return frame;
    }

    private static RpcMessage Read(byte[] frame) => RpcMessage.From(EventStreamFrame.Decode(frame));
}
