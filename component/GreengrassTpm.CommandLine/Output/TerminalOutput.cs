using Spectre.Console;

namespace GreengrassTpm.CommandLine;

/// <summary>Colours and tables, for people at a terminal.</summary>
/// <param name="console">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <remarks>Styles are objects here and never marks in the text: what a token or a server said cannot pass for one.</remarks>
public sealed class TerminalOutput(IAnsiConsole console, IAnsiConsole error) : IOutput
{
    private static readonly Style Quiet = new(Color.Grey);

    /// <inheritdoc/>
    public void Begin(string title) => WriteLine(console, new Paragraph("  ...     ", Quiet).Append(title));

    /// <inheritdoc/>
    public void Finish(StepReport report)
    {
        Color colour = report.State switch
        {
            StepState.Done => Color.Green,
            StepState.Planned or StepState.Waiting => Color.Yellow,
            _ => Color.Grey,
        };
        WriteLine(
            console,
            new Paragraph($"  {report.Word, -8} ", new Style(colour))
                .Append($"{report.Title} ")
                .Append(report.Detail, Quiet)
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
        WriteLine(error, new Paragraph("error: ", new Style(Color.Red)).Append(report.Error));
        if (report.Hint is not null)
        {
            WriteLine(error, new Paragraph("hint: ", new Style(Color.Yellow)).Append(report.Hint));
        }
    }

    private static void WriteLine(IAnsiConsole to, Paragraph text)
    {
        to.Write(text);
        to.WriteLine();
    }

    private void Write(ReportTable table)
    {
        Table grid = new() { Border = TableBorder.Rounded };
        foreach (string column in table.Columns)
        {
            _ = grid.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (ReportRow row in table.Rows)
        {
            _ = grid.AddRow(row.Cells.Select(cell => new Text(cell)));
        }

        console.Write(grid);
        console.WriteLine(table.Summary);
    }

    private void WriteFacts(IEnumerable<(string Name, string Value)> facts)
    {
        Table grid = new() { Border = TableBorder.None, ShowHeaders = false };
        TableColumn names = new TableColumn(new Text("")).NoWrap().PadRight(2);
        _ = grid.AddColumn(names).AddColumn(new TableColumn(new Text("")));
        foreach ((string name, string value) in facts)
        {
            _ = grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(value));
        }

        console.Write(grid);
    }
}
