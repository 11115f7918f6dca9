namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// The connection to the nucleus ended while a call waited for its answer. Whether the nucleus has carried the call out is
/// not known. The client is connecting again by itself.
/// </summary>
public sealed class ConnectionLostException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was under way.</param>
    /// <param name="inner">Why the connection ended, if it is known.</param>
    public ConnectionLostException(string message, Exception? inner = null)
        : base(message, isRetryable: true, inner) { }
}
