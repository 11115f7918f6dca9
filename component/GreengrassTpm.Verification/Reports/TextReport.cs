using Spectre.Console;

namespace GreengrassTpm.Verification;

/// <summary>The report for people: a table with colours on a terminal, plain lines elsewhere.</summary>
public static class TextReport
{
    private static readonly Style Quiet = new(Color.Grey);

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
        _ = table.AddColumn(new TableColumn(new Text("verdict")).NoWrap());
        _ = table.AddColumn(new TableColumn(new Text("check")).NoWrap());
        _ = table.AddColumn(new TableColumn(new Text("what was seen")));
        foreach (DocumentCheck check in document.Checks)
        {
            _ = table.AddRow(Verdict(check), Name(check), Seen(check));
        }

        console.Write(table);
        console.Write(new Text("* essential: a device that fails it is unfit\n", Quiet));
        console.Write(new Text($"{Summary(document)}\n", new Style(decoration: Decoration.Bold)));
    }

    private static Text Verdict(DocumentCheck check) => new(check.Verdict, new Style(Colour(check.Verdict)));

    private static Paragraph Name(DocumentCheck check) =>
        new Paragraph(check.Id).Append(check.Essential ? " *" : "", Quiet);

    private static Paragraph Seen(DocumentCheck check)
    {
        Paragraph seen = new(OneLine(check.Evidence));
        return check.Advice is { } advice ? seen.Append($"\n→ {OneLine(advice)}", new Style(Color.Yellow)) : seen;
    }

    private static Color Colour(string verdict) =>
        verdict switch
        {
            "ok" => Color.Green,
            "warning" => Color.Yellow,
            "failed" => Color.Red,
            "error" => Color.Magenta,
            _ => Color.Grey,
        };

    // Texts come from tokens and servers too: no control character reaches a terminal.
    private static string OneLine(string text) =>
        new([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
}
