namespace GreengrassTpm.LocalCloud;

/// <summary>An HTTP request as it came over the wire, for the check of its signature.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Path and query, still encoded.</param>
/// <param name="Headers">Headers by name; names compare without case.</param>
/// <param name="Body">Body.</param>
public sealed record SignedRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body
)
{
    /// <summary>The path, still encoded.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>The query, still encoded; empty for none.</summary>
    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";

    /// <summary>A header's value; null when it is missing.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
