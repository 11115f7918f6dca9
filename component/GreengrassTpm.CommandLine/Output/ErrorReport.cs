using System.Text.Json.Serialization;

namespace GreengrassTpm.CommandLine;

/// <summary>An error, for programs.</summary>
/// <param name="Error">What was tried, on what, what came back.</param>
/// <param name="Hint">What to do.</param>
/// <param name="ExitCode">The program's exit code.</param>
public sealed record ErrorReport(string Error, string? Hint, int ExitCode)
{
    /// <summary>The version of this document's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = 1;
}
