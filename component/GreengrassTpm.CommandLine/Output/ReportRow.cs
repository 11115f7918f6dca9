namespace GreengrassTpm.CommandLine;

/// <summary>A row of a <see cref="ReportTable"/>.</summary>
/// <param name="Cells">Its cells, one for each column, for a terminal.</param>
/// <param name="Line">The row as one line, for logs.</param>
public sealed record ReportRow(IReadOnlyList<string> Cells, string Line);
