namespace GreengrassTpm.GreengrassIpc;

/// <summary>What is wrong with the bytes of a frame.</summary>
public enum FramingFault
{
    /// <summary>The connection ended inside a frame.</summary>
    Truncated,

    /// <summary>The checksum of the first eight bytes does not match: nothing that follows can be trusted.</summary>
    PreludeChecksum,

    /// <summary>The checksum of the whole frame does not match.</summary>
    MessageChecksum,

    /// <summary>The length is below the smallest frame, negative, or above the limit.</summary>
    Length,

    /// <summary>The header block is longer than the frame allows.</summary>
    HeadersLength,

    /// <summary>A header reaches beyond the header block, has no name, or is too long; or there are too many headers.</summary>
    MalformedHeader,

    /// <summary>A header has a value type that does not exist.</summary>
    UnknownHeaderType,
}

/// <summary>
/// The bytes from the nucleus are not an event-stream frame. Fatal for the connection, as the place where the next frame
/// begins is unknown; a new connection starts afresh.
/// </summary>
public sealed class FramingException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="message">What was found and what was expected.</param>
    public FramingException(FramingFault fault, string message)
        : base(message, isRetryable: true)
    {
        Fault = fault;
    }

    /// <summary>What is wrong with the bytes.</summary>
    public FramingFault Fault { get; }
}
