namespace GreengrassTpm.Build;

/// <summary>The sum over all test suites of one build.</summary>
public sealed class TestTotals
{
    private readonly List<TestReport> reports = [];

    /// <summary>How many suites have been run.</summary>
    public int Suites => reports.Count;

    /// <summary>How many tests passed.</summary>
    public int Passed => reports.Sum(report => report.Passed);

    /// <summary>The names of the tests that failed.</summary>
    public IEnumerable<string> Failures => reports.SelectMany(report => report.Failures);

    private int Skipped => reports.Sum(report => report.Skipped);

    /// <summary>Adds a suite.</summary>
    /// <param name="report">What its result file says.</param>
    public void Add(TestReport report) => reports.Add(report);

    /// <summary>The line that ends a build with tests: <c>N passed, N failed</c>, and <c>, N skipped</c> if any were.</summary>
    /// <returns>The line.</returns>
    public override string ToString() =>
        $"{Passed} passed, {Failures.Count()} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}
