using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The result of <c>pin change</c> and <c>pin unlock</c>.</summary>
/// <param name="Outcome">What has come of it, in words.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record PinReport(string Outcome, IReadOnlyList<StepReport> Steps) : Report
{
    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.PinReport;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts => [("outcome", Outcome)];
}
