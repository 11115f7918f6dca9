using System.Text;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// The nucleus broke the rules of the RPC protocol, or says that we did (PROTOCOL_ERROR, INTERNAL_ERROR). Fatal for the
/// connection; a new one starts afresh.
/// </summary>
public sealed class ProtocolException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What came, and what should have.</param>
    public ProtocolException(string message)
        : base(message, isRetryable: true) { }

    internal static ProtocolException HeaderOfWrongType(
        ReadOnlySpan<byte> name,
        EventStreamHeaderType wanted,
        EventStreamHeaderType found
    ) => new($"The header {Encoding.UTF8.GetString(name)} has the type {found}; it must be {wanted}.");
}
