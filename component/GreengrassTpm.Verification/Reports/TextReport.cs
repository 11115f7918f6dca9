using Spectre.Console;

namespace GreengrassTpm.Verification;

/// <summary>The report for people: a table with colours on a terminal, plain lines elsewhere.</summary>
public static class TextReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="document">The document.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">Whether that is a terminal.</param>
    public static void Write(VerificationDocument document, TextWriter output, bool isTerminal)
    {
        if (isTerminal)
        {
            WriteTable(document, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }));
        }
        else
        {
            WriteLines(document, output);
        }
    }

    /// <summary>One line: what all checks together mean, and how many ended how.</summary>
    /// <param name="document">The document.</param>
    public static string Summary(VerificationDocument document) =>
        $"{Word(document.Fitness)}: {string.Join(", ", document.Checks.CountBy(check => check.Verdict).Select(count => $"{count.Value} {count.Key}"))}";

    /// <summary>What a device is, in words.</summary>
    internal static string Word(string fitness) =>
        fitness switch
        {
            "fit" => "Fit",
            "fit-with-warnings" => "Fit, with warnings",
            "unfit" => "Unfit",
            _ => "Not fully examined",
        };

    private static void WriteLines(VerificationDocument document, TextWriter output)
    {
        foreach (DocumentCheck check in document.Checks)
        {
            output.WriteLine($"{check.Verdict, -8} {check.Id, -22} {OneLine(check.Evidence)}");
            if (check.Advice is { } advice)
            {
                output.WriteLine($"{"", -8} {"", -22} -> {OneLine(advice)}");
            }
        }

        output.WriteLine(Summary(document));
    }

    private static void WriteTable(VerificationDocument document, IAnsiConsole console)
    {
        Table table = new() { Border = TableBorder.Rounded, ShowRowSeparators = false };
        _ = table.AddColumn(new TableColumn("verdict").NoWrap());
        _ = table.AddColumn(new TableColumn("check").NoWrap());
        _ = table.AddColumn("what was seen");
        foreach (DocumentCheck check in document.Checks)
        {
            string advice = check.Advice is null ? "" : $"\n[yellow]→ {Markup.Escape(OneLine(check.Advice))}[/]";
            _ = table.AddRow(
                $"[{Colour(check.Verdict)}]{check.Verdict}[/]",
                $"{Markup.Escape(check.Id)}{(check.Essential ? " [grey]*[/]" : "")}",
                $"{Markup.Escape(OneLine(check.Evidence))}{advice}"
            );
        }

        console.Write(table);
        console.MarkupLine("[grey]* essential: a device that fails it is unfit[/]");
        console.MarkupLineInterpolated($"[bold]{Summary(document)}[/]");
    }

    private static string Colour(string verdict) =>
        verdict switch
        {
            "ok" => "green",
            "warning" => "yellow",
            "failed" => "red",
            "error" => "magenta",
            _ => "grey",
        };

    // Texts come from tokens and servers too: no control character reaches a terminal.
    private static string OneLine(string text) =>
        new([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
}
