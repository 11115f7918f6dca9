namespace GreengrassTpm.GreengrassIpc;

/// <summary>Values of the header <c>:message-type</c>. The first two belong to a stream, the others to the connection (stream 0).</summary>
internal enum RpcMessageType
{
    ApplicationMessage = 0,
    ApplicationError = 1,
    Ping = 2,
    PingResponse = 3,
    Connect = 4,
    ConnectAck = 5,
    ProtocolError = 6,
    InternalError = 7,
}
