using Amazon.Runtime.EventStreams;
using CsCheck;
using GreengrassTpm.GreengrassIpc;
using Xunit;
using Header = Amazon.Runtime.EventStreams.EventStreamHeader;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>Our codec and the one of AWSSDK.Core agree on every sound frame.</summary>
public sealed class SecondOpinionTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char.AlphaNumeric, 1, 40];

    private static readonly Gen<Action<Header>> Value = Gen.OneOf(
        Gen.Bool.Select(value => (Action<Header>)(header => header.SetBool(value))),
        Gen.SByte.Select(value => (Action<Header>)(header => header.SetSByte(value))),
        Gen.Short.Select(value => (Action<Header>)(header => header.SetInt16(value))),
        Gen.Int.Select(value => (Action<Header>)(header => header.SetInt32(value))),
        Gen.Long.Select(value => (Action<Header>)(header => header.SetInt64(value))),
        Gen.Byte.Array[0, 300].Select(value => (Action<Header>)(header => header.SetByteBuf(value))),
        Gen.String[0, 300].Select(value => (Action<Header>)(header => header.SetString(value))),
        Gen.Guid.Select(value => (Action<Header>)(header => header.SetUUID(value)))
    );

    private static readonly Gen<(List<IEventStreamHeader> Headers, byte[] Payload)> Frames = Gen.Select(
        Gen.Select(Name, Value).Array[0, 10],
        Gen.Byte.Array[0, 500],
        (headers, payload) =>
            (headers.DistinctBy(h => h.Item1, StringComparer.OrdinalIgnoreCase).Select(Make).ToList(), payload)
    );

    [Fact]
    public void A_frame_of_the_aws_encoder_is_read_and_rewritten_the_same() =>
        Frames.Sample(
            input =>
            {
                byte[] theirs = new EventStreamMessage(input.Headers, input.Payload).ToByteArray();
                EventStreamFrame frame = EventStreamFrame.Decode(theirs);
                var ours = new byte[theirs.Length];
                FrameEncoder.Write(ours, frame.Headers.Span, frame.Payload.Span);
                return CountHeaders(frame) == input.Headers.Count && theirs.AsSpan().SequenceEqual(ours);
            },
            iter: 2_000
        );

    [Fact]
    public void Our_request_is_read_by_the_aws_decoder()
    {
        byte[] headers = RpcHeaders.Request("aws.greengrass#UpdateState");
        var frame = new byte[FrameEncoder.LengthOf(headers.Length, 19)];
        RpcHeaders.WriteFrame(frame, headers, 7, """{"state":"RUNNING"}"""u8);
        EventStreamMessage read = EventStreamMessage.FromBuffer(frame, 0, frame.Length);
        Assert.Equal(7, read.Headers[":stream-id"].AsInt32());
        Assert.Equal("aws.greengrass#UpdateState", read.Headers["operation"].AsString());
        Assert.Equal("aws.greengrass#UpdateStateRequest", read.Headers["service-model-type"].AsString());
        Assert.Equal("""{"state":"RUNNING"}"""u8, read.Payload);
    }

    private static IEventStreamHeader Make((string Name, Action<Header> Set) header)
    {
        var made = new Header(header.Name);
        header.Set(made);
        return made;
    }

    private static int CountHeaders(EventStreamFrame frame)
    {
        int count = 0;
        for (ReadOnlySpan<byte> block = frame.Headers.Span; !block.IsEmpty; count++)
        {
            GreengrassTpm.GreengrassIpc.EventStreamHeader.Take(ref block);
        }

        return count;
    }
}
