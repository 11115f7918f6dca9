using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GreengrassTpm.CommandLine;

/// <summary>
/// The result of a command. Its public properties are the document for programs; what people read is the table, if there is one, and
/// under it the facts. A command has a report of its own, and no output knows any of them.
/// </summary>
public abstract record Report
{
    /// <summary>The version of this document's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = 1;

    /// <summary>What the program's end tells its caller.</summary>
    protected internal virtual ExitCode ExitCode => ExitCode.Done;

    /// <summary>What is listed; null for nothing.</summary>
    protected internal virtual ReportTable? Table => null;

    /// <summary>Named facts, in the order of their importance; a name may come several times.</summary>
    protected internal virtual IEnumerable<(string Name, string Value)> Facts => [];

    /// <summary>How the document is written, generated at compile time.</summary>
    protected internal abstract JsonTypeInfo JsonType { get; }
}
