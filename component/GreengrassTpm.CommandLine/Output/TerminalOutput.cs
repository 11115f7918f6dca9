using Spectre.Console;

namespace GreengrassTpm.CommandLine;

/// <summary>Colours and tables, for people at a terminal.</summary>
/// <param name="console">Standard output.</param>
/// <param name="error">Standard error.</param>
public sealed class TerminalOutput(IAnsiConsole console, IAnsiConsole error) : IOutput
{
    /// <inheritdoc/>
    public void Begin(string title) => console.MarkupLineInterpolated($"[grey]  ...[/]     {title}");

    /// <inheritdoc/>
    public void Finish(StepReport report)
    {
        string colour = report.State switch
        {
            StepState.Done => "green",
            StepState.Planned or StepState.Waiting => "yellow",
            _ => "grey",
        };
        console.MarkupLine(
            $"[{colour}]  {report.Word, -8}[/] {report.Title.EscapeMarkup()} [grey]{report.Detail.EscapeMarkup()}[/]"
        );
    }

    /// <inheritdoc/>
    public void Write(Report report)
    {
        if (report.Table is ReportTable table)
        {
            Write(table);
        }

        WriteFacts(report.Facts);
    }

    /// <inheritdoc/>
    public void Write(ErrorReport report)
    {
        error.MarkupLineInterpolated($"[red]error:[/] {report.Error}");
        if (report.Hint is not null)
        {
            error.MarkupLineInterpolated($"[yellow]hint:[/] {report.Hint}");
        }
    }

    private void Write(ReportTable table)
    {
        Table grid = new() { Border = TableBorder.Rounded };
        _ = grid.AddColumns([.. table.Columns.Select(Markup.Escape)]);
        foreach (ReportRow row in table.Rows)
        {
            _ = grid.AddRow([.. row.Cells.Select(Markup.Escape)]);
        }

        console.Write(grid);
        console.WriteLine(table.Summary);
    }

    private void WriteFacts(IEnumerable<(string Name, string Value)> facts)
    {
        Grid grid = new();
        _ = grid.AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach ((string name, string value) in facts)
        {
            _ = grid.AddRow($"[bold]{name.EscapeMarkup()}[/]", value.EscapeMarkup());
        }

        console.Write(grid);
    }
}
