namespace GreengrassTpm.GreengrassIpc;

/// <summary>The nucleus' answer or event is a sound frame, but its payload is not what the operation's model says.</summary>
public sealed class MalformedAnswerException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="inner">What the JSON reader said.</param>
    public MalformedAnswerException(string operation, Exception inner)
        : base($"The nucleus' answer to {operation} cannot be read: {inner.Message}", isRetryable: false, inner)
    {
        Operation = operation;
    }

    /// <summary>The operation that was called, without namespace.</summary>
    public string Operation { get; }
}
