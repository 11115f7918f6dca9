namespace GreengrassTpm.GreengrassIpc;

/// <summary>Bits of the header <c>:message-flags</c>.</summary>
[Flags]
internal enum RpcMessageFlags
{
    None = 0,
    ConnectionAccepted = 1,
    TerminateStream = 2,
}
