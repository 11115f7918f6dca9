using System.Net.Sockets;
using System.Text;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>The nucleus' end of one connection.</summary>
/// <param name="socket">The connection; owned.</param>
/// <param name="number">Which connection of the test it is, from 1.</param>
/// <param name="token">Cancelled at the end of the test.</param>
internal sealed class ScriptedPeer(Socket socket, int number, CancellationToken token) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private FrameReader? _reader;

    public int Number { get; } = number;

    public CancellationToken Token { get; } = token;

    /// <summary>The next message of the client, copied.</summary>
    public async Task<RpcMessage> ReceiveAsync()
    {
        _reader ??= new FrameReader(_stream);
        EventStreamFrame? frame = await _reader.ReadAsync(Token);
        RpcMessage message = RpcMessage.From(frame ?? throw new EndOfStreamException());
        return message with
        {
            Payload = message.Payload.ToArray(),
            ServiceModelType = message.ServiceModelType.ToArray(),
        };
    }

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes, Token).AsTask();

    /// <summary>Takes CONNECT and accepts it.</summary>
    public async Task WelcomeAsync()
    {
        await ReceiveAsync();
        await SendAsync(GoldenFrames.ConnectAck);
    }

    /// <summary>Waits for the client or the test to end the connection.</summary>
    public async Task WaitForEndAsync()
    {
        while (true)
        {
            await ReceiveAsync();
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>An answer or an event.</summary>
    public static byte[] Message(
        int streamId,
        string model,
        string json,
        RpcMessageFlags flags = RpcMessageFlags.None
    ) => Frame(RpcMessageType.ApplicationMessage, flags, streamId, model, "application/json", json);

    /// <summary>An error, with TERMINATE_STREAM.</summary>
    public static byte[] Error(int streamId, string? model, string contentType, string payload) =>
        Frame(RpcMessageType.ApplicationError, RpcMessageFlags.TerminateStream, streamId, model, contentType, payload);

    public static byte[] Frame(
        RpcMessageType type,
        RpcMessageFlags flags,
        int streamId,
        string? model = null,
        string? contentType = null,
        string payload = ""
    )
    {
        var headers = new System.Buffers.ArrayBufferWriter<byte>();
        FrameEncoder.AppendInt32(headers, RpcHeaders.MessageType, (int)type);
        FrameEncoder.AppendInt32(headers, RpcHeaders.MessageFlags, (int)flags);
        FrameEncoder.AppendInt32(headers, RpcHeaders.StreamId, streamId);
        if (contentType is not null)
        {
            FrameEncoder.AppendString(headers, RpcHeaders.ContentType, contentType);
        }

        if (model is not null)
        {
            FrameEncoder.AppendString(headers, RpcHeaders.ServiceModelType, Operation.Namespace + model);
        }

        byte[] body = Encoding.UTF8.GetBytes(payload);
        var frame = new byte[FrameEncoder.LengthOf(headers.WrittenCount, body.Length)];
        FrameEncoder.Write(frame, headers.WrittenSpan, body);
        return frame;
    }
}
