using System.Text;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// The nucleus broke the rules of the RPC protocol, or says that we did (PROTOCOL_ERROR, INTERNAL_ERROR). Fatal for the
/// connection; a new one starts afresh.
/// </summary>
public sealed class ProtocolException : GreengrassIpcException
{
    private const int LongestText = 2_000;

    /// <summary>Creates the error.</summary>
    /// <param name="message">What came, and what should have.</param>
    public ProtocolException(string message)
        : base(message, isRetryable: true) { }

    internal static ProtocolException Unexpected(RpcMessage message, string where)
    {
        // The payload of PROTOCOL_ERROR and INTERNAL_ERROR is for people; not all of it is valid JSON.
        string text = message.Type is RpcMessageType.ProtocolError or RpcMessageType.InternalError
            ? $": {Encoding.UTF8.GetString(message.Payload.Span[..Math.Min(message.Payload.Length, LongestText)])}"
            : "";
        return new ProtocolException($"The nucleus sent {message.Type} on stream {message.StreamId} {where}{text}");
    }

    internal static ProtocolException HeaderOfWrongType(
        ReadOnlySpan<byte> name,
        EventStreamHeaderType wanted,
        EventStreamHeaderType found
    ) => new($"The header {Encoding.UTF8.GetString(name)} has the type {found}; it must be {wanted}.");
}
