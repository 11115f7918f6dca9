using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The result of <c>handles</c>.</summary>
public sealed record HandlesReport : Report
{
    /// <summary>Persistent handles in use.</summary>
    public required IReadOnlyList<HandleReport> Handles { get; init; }

    /// <summary>How many more the chip says it can hold at least (TPM_PT_HR_PERSISTENT_AVAIL).</summary>
    public required uint Free { get; init; }

    /// <summary>How many persistent handles the chip is made for at least (TPM_PT_HR_PERSISTENT_MIN).</summary>
    public required uint Guaranteed { get; init; }

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.HandlesReport;

    /// <inheritdoc/>
    protected override ReportTable Table =>
        new(
            ["handle", "object", "attributes", "known as"],
            [.. Handles.Select(handle => handle.ToRow())],
            $"{Handles.Count} persistent handles in use, {Free} free, {Guaranteed} guaranteed"
        );
}
