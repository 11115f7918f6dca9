namespace GreengrassTpm.GreengrassIpc;

/// <summary>The request does not fit into one frame of this nucleus. It was not sent, and the connection is unharmed.</summary>
public sealed class RequestTooLargeException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="length">The length that the frame would have, in bytes.</param>
    /// <param name="maxLength">The longest frame that the nucleus takes, in bytes.</param>
    public RequestTooLargeException(string operation, long length, int maxLength)
        : base(
            $"The request {operation} takes a frame of {length} bytes, but this nucleus takes at most {maxLength}: send less at once.",
            isRetryable: false
        )
    {
        Operation = operation;
        Length = length;
        MaxLength = maxLength;
    }

    /// <summary>The operation that was called, without namespace.</summary>
    public string Operation { get; }

    /// <summary>The length that the frame would have, in bytes.</summary>
    public long Length { get; }

    /// <summary>The longest frame that the nucleus takes, in bytes.</summary>
    public int MaxLength { get; }
}
