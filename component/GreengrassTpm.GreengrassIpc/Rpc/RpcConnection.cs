using System.Net.Sockets;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>One connection to the nucleus, from its consent to its end, and the streams on it.</summary>
internal sealed class RpcConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly FrameReader _reader;
    private readonly FrameSender _sender;
    private readonly int _maxFrameLength;
    private readonly Action<RpcConnection, Exception> _lost;
    private readonly Dictionary<int, RpcStream> _streams = [];
    private readonly Lock _gate = new();
    private int _lastStreamId;
    private Exception? _cause;

    private RpcConnection(Socket socket, int maxFrameLength, Action<RpcConnection, Exception> lost)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: false);
        _maxFrameLength = maxFrameLength;
        _reader = new FrameReader(_stream, maxFrameLength);
        _sender = new FrameSender(_stream, End);
        _lost = lost;
    }

    /// <summary>Why the connection has ended; null while it lives.</summary>
    public Exception? Cause => Volatile.Read(ref _cause);

    /// <summary>Makes one attempt to connect.</summary>
    /// <param name="options">Where to, and as whom.</param>
    /// <param name="lost">Told once when the connection has ended, before its streams are.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="GreengrassIpcException">The attempt failed; see <see cref="SocketConnector"/> and <see cref="Handshake"/>.</exception>
    public static async Task<RpcConnection> OpenAsync(
        GreengrassIpcOptions options,
        Action<RpcConnection, Exception> lost,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        RpcConnection? connection = null;
        try
        {
            Socket socket = await SocketConnector.ConnectAsync(options.SocketPath, either.Token).ConfigureAwait(false);
            connection = new RpcConnection(socket, options.FrameLimit, lost);
            await Handshake
                .PerformAsync(connection._stream, connection._reader, options, either.Token)
                .ConfigureAwait(false);
            RpcConnection opened = connection;
            connection = null;
            _ = opened.ReadLoopAsync();
            return opened;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            string reason = $"it did not finish the handshake within {options.ConnectTimeout.TotalSeconds:0.###} s";
            throw new NucleusUnreachableException(options.SocketPath, reason, error);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <summary>Completes when there is room for a new request.</summary>
    public Task WaitForRoomAsync() => _sender.WaitForRoomAsync();

    /// <summary>Opens a stream with its first message.</summary>
    /// <exception cref="RequestTooLargeException">The request does not fit into a frame.</exception>
    /// <exception cref="ConnectionLostException">The connection has ended.</exception>
    public void Start(RpcStream stream, ReadOnlySpan<byte> payload)
    {
        Operation operation = stream.Operation;
        long length = (long)EventStreamFrame.Overhead + operation.Headers.Length + payload.Length;
        if (length > _maxFrameLength)
        {
            throw new RequestTooLargeException(operation.Name, length, _maxFrameLength);
        }

        // Ids must grow by exactly one in the order of the wire, so both happen under one lock.
        bool exhausted;
        lock (_gate)
        {
            exhausted = _lastStreamId == int.MaxValue;
            if (_cause is not null || exhausted)
            {
                stream.OnLost(LostDuring(operation));
            }
            else
            {
                stream.Id = ++_lastStreamId;
                _streams.Add(stream.Id, stream);
                _sender.Append(operation.Headers, stream.Id, payload);
            }
        }

        if (exhausted)
        {
            End(new ProtocolException("The connection has used up its stream ids."));
        }

        _sender.Flush();
    }

    /// <summary>Forgets a stream without telling the nucleus: its late answer is dropped.</summary>
    public void Forget(RpcStream stream)
    {
        lock (_gate)
        {
            _streams.Remove(stream.Id);
        }
    }

    /// <summary>Closes a stream that the nucleus has not closed yet.</summary>
    public void CloseStream(RpcStream stream)
    {
        lock (_gate)
        {
            if (!_streams.Remove(stream.Id))
            {
                return;
            }

            _sender.Append(RpcHeaders.TerminateStream, stream.Id, []);
        }

        _sender.Flush();
    }

    /// <summary>Closes the connection. Its streams learn that it is lost.</summary>
    public void Dispose() => End(new ObjectDisposedException(nameof(GreengrassIpcClient)));

    private async Task ReadLoopAsync()
    {
        await Task.Yield();
        Exception cause;
        try
        {
            while (await _reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } frame)
            {
                Dispatch(RpcMessage.From(frame));
            }

            cause = new IOException("The nucleus closed the connection.");
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or GreengrassIpcException)
        {
            cause = error;
        }

        End(cause);
    }

    private void Dispatch(RpcMessage message)
    {
        switch (message.Type)
        {
            case RpcMessageType.ApplicationMessage or RpcMessageType.ApplicationError when message.StreamId > 0:
                Deliver(message);
                break;
            case RpcMessageType.Ping when message.StreamId == 0 && _sender.WaitForRoomAsync().IsCompleted:
                _sender.Append(RpcHeaders.PingResponse, 0, message.Payload.Span);
                _sender.Flush();
                break;
            case RpcMessageType.Ping or RpcMessageType.PingResponse when message.StreamId == 0:
                break;
            default:
                throw ProtocolException.Unexpected(message, "on an established connection");
        }
    }

    private void Deliver(RpcMessage message)
    {
        RpcStream? stream;
        lock (_gate)
        {
            if (message.StreamId > _lastStreamId)
            {
                throw ProtocolException.Unexpected(message, "for a stream that was never opened");
            }

            // A closed stream's late messages are on their way until the nucleus has read of the end: they are dropped.
            if (!_streams.TryGetValue(message.StreamId, out stream))
            {
                return;
            }

            if (message.EndsStream || message.Type == RpcMessageType.ApplicationError)
            {
                _streams.Remove(message.StreamId);
            }
        }

        if (message.Type == RpcMessageType.ApplicationError)
        {
            stream.OnError(ServiceErrors.Read(stream.Operation.Name, message));
        }
        else if (!stream.OnMessage(message))
        {
            Forget(stream);
        }
    }

    private void End(Exception cause)
    {
        RpcStream[] streams;
        lock (_gate)
        {
            if (_cause is not null)
            {
                return;
            }

            Volatile.Write(ref _cause, cause);
            streams = [.. _streams.Values];
            _streams.Clear();
        }

        CloseSocket();
        _lost(this, cause);
        foreach (RpcStream stream in streams)
        {
            stream.OnLost(LostDuring(stream.Operation));
        }
    }

    private void CloseSocket()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private ConnectionLostException LostDuring(Operation operation) =>
        new($"The connection to the nucleus was lost during {operation.Name}.", _cause);
}
