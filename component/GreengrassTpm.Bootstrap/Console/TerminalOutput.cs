using Spectre.Console;

namespace GreengrassTpm.Bootstrap;

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
            StepState.Planned => "yellow",
            _ => "grey",
        };
        console.MarkupLine(
            $"[{colour}]  {ReportText.Word(report.State), -8}[/] {report.Title.EscapeMarkup()} [grey]{report.Detail.EscapeMarkup()}[/]"
        );
    }

    /// <inheritdoc/>
    public void Write(ProvisionReport report) => WriteFacts(ReportText.Facts(report));

    /// <inheritdoc/>
    public void Write(HandlesReport report)
    {
        Table table = new() { Border = TableBorder.Rounded };
        _ = table.AddColumns("handle", "object", "attributes", "known as");
        foreach (HandleReport handle in report.Handles)
        {
            _ = table.AddRow(
                handle.Handle.EscapeMarkup(),
                handle.Type.EscapeMarkup(),
                string.Join(' ', handle.Attributes).EscapeMarkup(),
                (handle.Known ?? "unknown").EscapeMarkup()
            );
        }

        console.Write(table);
        console.WriteLine(ReportText.Summary(report));
    }

    /// <inheritdoc/>
    public void Write(ConnectReport report) => WriteFacts(ReportText.Facts(report));

    /// <inheritdoc/>
    public void Write(ErrorReport report)
    {
        error.MarkupLineInterpolated($"[red]error:[/] {report.Error}");
        if (report.Hint is not null)
        {
            error.MarkupLineInterpolated($"[yellow]hint:[/] {report.Hint}");
        }
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
