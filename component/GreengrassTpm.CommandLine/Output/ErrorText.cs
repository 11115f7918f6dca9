namespace GreengrassTpm.CommandLine;

/// <summary>An error in words.</summary>
internal static class ErrorText
{
    internal static void Write(TextWriter error, ErrorReport report)
    {
        error.WriteLine($"error: {report.Error}");
        if (report.Hint is not null)
        {
            error.WriteLine($"hint: {report.Hint}");
        }
    }
}
