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

    /// <summary>The token stores that were looked into.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    /// <summary>Those of them that could not be read.</summary>
    public IReadOnlyList<string> UnreadableStores { get; init; } = [];

    /// <summary>The handle that was evicted; null for none.</summary>
    public string? Evicted { get; init; }

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.HandlesReport;

    /// <inheritdoc/>
    protected override ReportTable Table =>
        new(
            ["handle", "object", "attributes", "known as"],
            [.. Handles.Select(handle => handle.ToRow())],
            $"{Handles.Count} persistent handles in use, {Free} free, {Guaranteed} guaranteed"
        );

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts =>
        [
            .. Evicted is null ? [] : ((string, string)[])[("evicted", Evicted)],
            ("stores looked into", Stores.Count == 0 ? "none found" : string.Join(", ", Stores)),
            .. UnreadableStores.Select(store => ("not readable", store)),
        ];
}
