using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>One component's connection, with the framing habits of the flavour.</summary>
internal sealed class IpcSession : IDisposable
{
    private const string ProtocolVersion = "0.1.0";

    private readonly Nucleus _nucleus;
    private readonly NetworkStream _stream;
    private readonly FrameWriter _writer;
    private readonly Dictionary<int, IDisposable?> _streams = [];
    private readonly Lock _gate = new();
    private int _lastStreamId;

    public IpcSession(Nucleus nucleus, Socket socket)
    {
        _nucleus = nucleus;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _writer = new FrameWriter(_stream, nucleus.Options.MaxFrameLength, nucleus.FaultFor, Dispose);
    }

    /// <summary>The component, once it is known.</summary>
    public string Component { get; private set; } = "";

    public Flavour Flavour => _nucleus.Options.Flavour;

    /// <summary>Serves the connection to its end.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        Task writing = _writer.RunAsync();
        try
        {
            bool goesOn = await ShakeHandsAsync(token);
            while (goesOn && await ReadAsync(token) is { } request)
            {
                goesOn = Accept(request);
            }
        }
        catch (Exception error)
            when (error is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the connection, by either side.
        }

        EndStreams();
        _writer.Complete();
        await writing;
    }

    /// <summary>Sends an event while the call's stream is open.</summary>
    public void SendEvent(Call call, string model, JsonObject payload)
    {
        byte[] frame = Wire.Write(MessageType.ApplicationMessage, 0, call.StreamId, model, payload);
        lock (_gate)
        {
            if (_streams.ContainsKey(call.StreamId))
            {
                _writer.Send("event:" + call.Operation, frame);
            }
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _stream.Dispose();

    private Task<Request?> ReadAsync(CancellationToken token) =>
        Wire.ReadAsync(_stream, _nucleus.Options.MaxFrameLength, token);

    private async Task<bool> ShakeHandsAsync(CancellationToken token)
    {
        Request? connect = await ReadAsync(token);
        if (connect is not { Type: MessageType.Connect, Flags: 0, StreamId: 0, OnlyUsualHeaders: true })
        {
            return false;
        }

        string? authToken = (string?)JsonNode.Parse(connect.Payload)?["authToken"];
        string? component = connect.Version == ProtocolVersion ? _nucleus.ComponentOf(authToken) : null;
        if (component is not null || Flavour == Flavour.Classic)
        {
            int flags = component is null ? 0 : Wire.ConnectionAccepted;
            _writer.Send("CONNECT", Wire.Write(MessageType.ConnectAck, flags, 0));
        }

        Component = component ?? "";
        return component is not null;
    }

    private bool Accept(Request request)
    {
        if (request.StreamId == 0)
        {
            return AcceptOnConnection(request);
        }

        if (request.EndsStream)
        {
            EndStream(request.StreamId);
            return true;
        }

        // Lite minds only what it must.
        bool first = Flavour == Flavour.Lite || request.StreamId == _lastStreamId + 1;
        bool usual =
            request is { Flags: 0, Operation: not null, Type: MessageType.ApplicationMessage, OnlyUsualHeaders: true };
        if (!first || !usual)
        {
            return Refuse($"Stream {request.StreamId} after {_lastStreamId}, {request.Type}, {request.Operation}");
        }

        _lastStreamId = request.StreamId;
        lock (_gate)
        {
            _streams[request.StreamId] = null;
        }

        _ = AnswerAsync(request);
        return true;
    }

    private bool AcceptOnConnection(Request request)
    {
        if (Flavour == Flavour.Lite || request.Type != MessageType.Ping)
        {
            return Refuse($"Unexpected {request.Type}");
        }

        _writer.Send("PING", Wire.Write(MessageType.PingResponse, 0, 0, payload: request.Payload));
        return true;
    }

    // Lite closes without a word.
    private bool Refuse(string why)
    {
        if (Flavour == Flavour.Classic)
        {
            byte[] text = Encoding.UTF8.GetBytes($"{{ 'message': '{why}' }}");
            _writer.Send("ERROR", Wire.Write(MessageType.ProtocolError, 0, 0, null, "application/json", text));
        }

        return false;
    }

    private async Task AnswerAsync(Request request)
    {
        string operation = request.Operation![(request.Operation!.IndexOf('#', StringComparison.Ordinal) + 1)..];
        byte[] frame;
        bool goesOn = false;
        try
        {
            JsonObject input =
                JsonNode.Parse(request.Payload) as JsonObject ?? throw new JsonException("not an object");
            var call = new Call(this, request.StreamId, operation, input);
            (JsonObject output, IDisposable? subscription) = await _nucleus.Operations.CallAsync(call);
            goesOn = subscription is not null && Keep(request.StreamId, subscription);
            int flags = goesOn || Flavour == Flavour.Lite ? 0 : Wire.TerminateStream;
            frame = Wire.Write(MessageType.ApplicationMessage, flags, request.StreamId, operation + "Response", output);
        }
        catch (ServiceFault fault)
        {
            frame = Error(request.StreamId, fault.Code, fault.ToJson(Flavour));
        }
        catch (UnknownOperationException)
        {
            frame = UnknownOperation(request.StreamId, operation);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            byte[] text = "InternalServerError"u8.ToArray();
            int flags = Wire.TerminateStream;
            frame = Wire.Write(MessageType.ApplicationError, flags, request.StreamId, null, "text/plain", text);
        }

        if (!goesOn)
        {
            EndStream(request.StreamId);
        }

        bool fits = frame.Length <= _nucleus.Options.MaxFrameLength;
        var tooLong = new ServiceFault("ServiceError", "The answer does not fit.");
        _writer.Send(operation, fits ? frame : Error(request.StreamId, tooLong.Code, tooLong.ToJson(Flavour)));
    }

    private byte[] UnknownOperation(int streamId, string operation) =>
        Flavour == Flavour.Lite
            ? Error(streamId, "ServiceError", new ServiceFault("ServiceError", "").ToJson(Flavour))
            : Error(streamId, null, new JsonObject { ["error"] = "Unsupported Operation", ["message"] = operation });

    private static byte[] Error(int streamId, string? model, JsonObject payload) =>
        Wire.Write(MessageType.ApplicationError, Wire.TerminateStream, streamId, model, payload);

    private bool Keep(int streamId, IDisposable subscription)
    {
        lock (_gate)
        {
            if (_streams.ContainsKey(streamId))
            {
                _streams[streamId] = subscription;
                return true;
            }
        }

        // Unsubscribed before it was answered.
        subscription.Dispose();
        return false;
    }

    private void EndStream(int streamId)
    {
        IDisposable? subscription;
        lock (_gate)
        {
            _streams.Remove(streamId, out subscription);
        }

        subscription?.Dispose();
    }

    private void EndStreams()
    {
        int[] ids;
        lock (_gate)
        {
            ids = [.. _streams.Keys];
        }

        Array.ForEach(ids, EndStream);
    }
}
