namespace GreengrassTpm.CommandLine;

/// <summary>A list in a report.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Summary">One line under it.</param>
public sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows, string Summary);
