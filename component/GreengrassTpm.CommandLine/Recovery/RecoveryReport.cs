using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.CommandLine;

/// <summary>The result of <c>recover</c>.</summary>
/// <param name="Outcome">What it has come to.</param>
/// <param name="Reason">The same in words.</param>
public sealed record RecoveryReport(RecoveryOutcome Outcome, string Reason) : Report
{
    /// <inheritdoc/>
    protected internal override JsonTypeInfo JsonType => RecoveryJson.Default.RecoveryReport;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Name, string Value)> Facts =>
        [("recovery", Outcome == RecoveryOutcome.Repaired ? $"done: {Reason}" : $"nothing to do: {Reason}")];
}
