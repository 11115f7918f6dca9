namespace GreengrassTpm.Bootstrap;

/// <summary>Plain lines, for logs and pipes.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
public sealed class PlainOutput(TextWriter output, TextWriter error) : IOutput
{
    /// <inheritdoc/>
    public void Begin(string title) { }

    /// <inheritdoc/>
    public void Finish(StepReport report) =>
        output.WriteLine($"{ReportText.Word(report.State), -8} {report.Title}: {report.Detail}");

    /// <inheritdoc/>
    public void Write(ProvisionReport report)
    {
        foreach ((string name, string value) in ReportText.Facts(report))
        {
            output.WriteLine($"{name}: {value}");
        }
    }

    /// <inheritdoc/>
    public void Write(HandlesReport report)
    {
        foreach (HandleReport handle in report.Handles)
        {
            output.WriteLine($"{handle.Handle} {handle.Type}: {handle.Known ?? "unknown"}");
        }

        output.WriteLine(ReportText.Summary(report));
    }

    /// <inheritdoc/>
    public void Write(ConnectReport report)
    {
        foreach ((string name, string value) in ReportText.Facts(report))
        {
            output.WriteLine($"{name}: {value}");
        }
    }

    /// <inheritdoc/>
    public void Write(ErrorReport report) => ErrorText.Write(error, report);
}
