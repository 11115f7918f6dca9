using System.Text.Json.Serialization;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The payload of CONNECT.</summary>
internal sealed record ConnectRequest(string AuthToken)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>The answer of an operation without output.</summary>
internal sealed record EmptyResponse;

/// <summary>The payload of APPLICATION_ERROR, all members of both nuclei.</summary>
internal sealed record ErrorPayload(
    string? Message = null,
    [property: JsonPropertyName("_message")] string? UnderscoreMessage = null,
    [property: JsonPropertyName("_errorCode")] string? ErrorCode = null,
    string? Error = null
);
