namespace GreengrassTpm.GreengrassIpc;

/// <summary>The client's end of one stream. Its members are called by the connection's reader, one at a time; they must not block.</summary>
internal abstract class RpcStream(Operation operation)
{
    /// <summary>The operation that opened the stream.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>The id; 0 until the stream is started.</summary>
    public int Id { get; set; }

    /// <summary>Takes a message.</summary>
    /// <returns>Whether the client awaits more.</returns>
    public abstract bool OnMessage(RpcMessage message);

    /// <summary>Takes the end of the stream by an error of the nucleus.</summary>
    public abstract void OnError(ServiceErrorException error);

    /// <summary>Takes the end of the stream together with its connection.</summary>
    public abstract void OnLost(ConnectionLostException error);
}
