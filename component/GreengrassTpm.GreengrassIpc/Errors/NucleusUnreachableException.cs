namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// No connection to the nucleus could be made: its socket is not there (ENOENT), nobody listens on it (ECONNREFUSED), it
/// may not be opened (EACCES), or the nucleus did not finish the handshake in time.
/// </summary>
public sealed class NucleusUnreachableException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="socketPath">The path of the socket, as it was given.</param>
    /// <param name="reason">What came back, errno by name.</param>
    /// <param name="inner">The system's error.</param>
    public NucleusUnreachableException(string socketPath, string reason, Exception? inner = null)
        : base($"Cannot connect to the Greengrass nucleus at {socketPath}: {reason}.", isRetryable: true, inner)
    {
        SocketPath = socketPath;
    }

    /// <summary>The path of the socket, as it was given.</summary>
    public string SocketPath { get; }
}
