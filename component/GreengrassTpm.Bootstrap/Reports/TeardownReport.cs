using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The result of <c>teardown</c>.</summary>
public sealed record TeardownReport : Report
{
    /// <summary>How it ended.</summary>
    public required TeardownOutcome Outcome { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>The AWS IoT thing that the device was; null if it was none.</summary>
    public string? ThingName { get; init; }

    /// <summary>What stays and why, in words.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>The processes that use the token.</summary>
    public IReadOnlyList<string> InUseBy { get; init; } = [];

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.TeardownReport;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts =>
        [
            .. ThingName is null ? [] : ((string, string)[])[("thing", ThingName)],
            ("outcome", OutcomeText),
            .. InUseBy.Select(user => ("in use by", user)),
            .. Left.Select(left => ("left", left)),
        ];

    private string OutcomeText =>
        Outcome switch
        {
            TeardownOutcome.Planned => "dry run, nothing was changed",
            TeardownOutcome.TornDown => "torn down",
            _ => "nothing to do",
        };

    /// <summary>The report of a device that was never provisioned, or is torn down already.</summary>
    internal static TeardownReport Nothing(bool dryRun) =>
        new() { Outcome = dryRun ? TeardownOutcome.Planned : TeardownOutcome.NothingToDo, Steps = [] };
}
