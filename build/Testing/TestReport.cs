using System.Xml.Linq;

namespace GreengrassTpm.Build;

/// <summary>What one test suite's result file says.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Skipped">How many were not run.</param>
/// <param name="Failures">The names of those that failed.</param>
/// <param name="Tables">What tests have printed, each under its test's name.</param>
public sealed record TestReport(int Passed, int Skipped, IReadOnlyList<string> Failures, IReadOnlyList<string> Tables)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Sums up a suite's run.</summary>
    /// <param name="suite">The suite's name, for the failure that has no test of its own.</param>
    /// <param name="trx">The result file, or null if the run left none.</param>
    /// <param name="exitCode">The exit code of the run. Not zero with no failed test: the run itself broke off, which counts as one failure.</param>
    /// <returns>The report.</returns>
    public static TestReport Read(string suite, XDocument? trx, int exitCode)
    {
        XElement[] results = [.. trx?.Descendants(Trx + "UnitTestResult") ?? []];
        ILookup<string, string> names = results.ToLookup(
            result => (string?)result.Attribute("outcome") ?? "",
            result => (string?)result.Attribute("testName") ?? ""
        );
        string[] failures =
        [
            .. names.Where(group => group.Key is not ("Passed" or "NotExecuted")).SelectMany(group => group),
        ];
        if (exitCode != 0 && failures.Length == 0)
        {
            failures = [$"{suite}: the run broke off with exit code {exitCode}"];
        }

        return new TestReport(
            names["Passed"].Count(),
            names["NotExecuted"].Count(),
            failures,
            [.. results.Select(Table).OfType<string>()]
        );
    }

    private static string? Table(XElement result) =>
        result.Element(Trx + "Output")?.Element(Trx + "StdOut")?.Value.Trim() is { Length: > 0 } printed
            ? $"{(string?)result.Attribute("testName")}\n{printed}"
            : null;
}
