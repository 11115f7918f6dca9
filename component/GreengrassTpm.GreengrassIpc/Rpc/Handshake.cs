using System.Text.Json;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The first exchange on a connection: CONNECT with the token, and the nucleus' answer.</summary>
internal static class Handshake
{
    /// <summary>Introduces the component to the nucleus.</summary>
    /// <exception cref="TokenRefusedException">The nucleus answered that it does not know the token.</exception>
    /// <exception cref="HandshakeCutException">The nucleus closed the connection instead of answering.</exception>
    /// <exception cref="ProtocolException">The nucleus answered something else.</exception>
    /// <exception cref="FramingException">What came is not a frame.</exception>
    public static async Task PerformAsync(
        Stream stream,
        FrameReader reader,
        GreengrassIpcOptions options,
        CancellationToken cancellationToken
    )
    {
        RpcMessage answer;
        try
        {
            await stream.WriteAsync(ConnectFrame(options.AuthToken), cancellationToken).ConfigureAwait(false);
            EventStreamFrame? frame = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            answer = RpcMessage.From(frame ?? throw new HandshakeCutException(options.SocketPath));
        }
        catch (IOException error)
        {
            throw new HandshakeCutException(options.SocketPath, error);
        }

        if (answer.Type != RpcMessageType.ConnectAck || answer.StreamId != 0)
        {
            throw ProtocolException.Unexpected(answer, "in answer to CONNECT");
        }

        if ((answer.Flags & RpcMessageFlags.ConnectionAccepted) == 0)
        {
            throw new TokenRefusedException(
                "The nucleus refused this process' token: the nucleus has restarted since it started the process. Exit; the nucleus starts a new instance."
            );
        }
    }

    private static byte[] ConnectFrame(string token)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(new ConnectRequest(token), IpcJson.Context.ConnectRequest);
        var frame = new byte[FrameEncoder.LengthOf(RpcHeaders.Connect.Length, payload.Length)];
        RpcHeaders.WriteFrame(frame, RpcHeaders.Connect, 0, payload);
        return frame;
    }
}
