namespace GreengrassTpm.CommandLine;

/// <summary>Plain lines, for logs and pipes.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
public sealed class PlainOutput(TextWriter output, TextWriter error) : IOutput
{
    /// <inheritdoc/>
    public void Begin(string title) { }

    /// <inheritdoc/>
    public void Finish(StepReport report) => output.WriteLine($"{report.Word, -8} {report.Title}: {report.Detail}");

    /// <inheritdoc/>
    public void Write(Report report)
    {
        if (report.Table is ReportTable table)
        {
            foreach (ReportRow row in table.Rows)
            {
                output.WriteLine(row.Line);
            }

            output.WriteLine(table.Summary);
        }

        foreach ((string name, string value) in report.Facts)
        {
            output.WriteLine($"{name}: {value}");
        }
    }

    /// <inheritdoc/>
    public void Write(ErrorReport report) => ErrorText.Write(error, report);
}
