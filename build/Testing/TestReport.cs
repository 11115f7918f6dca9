using System.Xml.Linq;

namespace GreengrassTpm.Build;

/// <summary>What one test suite's result file says.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Skipped">How many were not run.</param>
/// <param name="Failures">The names of those that failed.</param>
public sealed record TestReport(int Passed, int Skipped, IReadOnlyList<string> Failures)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Sums up a suite's run.</summary>
    /// <param name="suite">The suite's name, for the failure that has no test of its own.</param>
    /// <param name="trx">The result file, or null if the run left none.</param>
    /// <param name="exitCode">The exit code of the run. Not zero with no failed test: the run itself broke off, which counts as one failure.</param>
    /// <returns>The report.</returns>
    public static TestReport Read(string suite, XDocument? trx, int exitCode)
    {
        ILookup<string, string> names = (trx?.Descendants(Trx + "UnitTestResult") ?? []).ToLookup(
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

        return new TestReport(names["Passed"].Count(), names["NotExecuted"].Count(), failures);
    }
}
