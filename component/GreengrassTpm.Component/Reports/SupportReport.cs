using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Component;

/// <summary>What the command <c>support</c> has written.</summary>
/// <param name="File">The bundle.</param>
/// <param name="Contents">The files in it.</param>
/// <param name="Summary">What the examination found, in one line.</param>
public sealed record SupportReport(string File, IReadOnlyList<string> Contents, string Summary) : Report
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts =>
        [("written", File), ("contents", string.Join(", ", Contents)), ("examination", Summary)];

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.SupportReport;
}
