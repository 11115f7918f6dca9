namespace GreengrassTpm.GreengrassIpc;

/// <summary>Base of every error of the Greengrass IPC client.</summary>
public abstract class GreengrassIpcException : Exception
{
    private protected GreengrassIpcException(string message, bool isRetryable, Exception? inner = null)
        : base(message, inner)
    {
        IsRetryable = isRetryable;
    }

    /// <summary>
    /// Whether the same call may succeed later without anybody changing anything. Where it is false, trying again is of no
    /// use: the request, the configuration, or the token has to change first.
    /// </summary>
    public bool IsRetryable { get; }
}
