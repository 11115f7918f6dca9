namespace GreengrassTpm.GreengrassIpc;

/// <summary>The nucleus did not answer in time. Whether it has carried the call out, or still will, is not known.</summary>
public sealed class RequestTimeoutException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="timeout">How long the client waited.</param>
    public RequestTimeoutException(string operation, TimeSpan timeout)
        : base($"The nucleus did not answer {operation} within {timeout.TotalSeconds:0.###} s.", isRetryable: true)
    {
        Operation = operation;
    }

    /// <summary>The operation that was called, without namespace.</summary>
    public string Operation { get; }
}
