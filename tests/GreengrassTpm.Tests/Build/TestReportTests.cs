using System.Xml.Linq;
using GreengrassTpm.Build;
using Xunit;

namespace GreengrassTpm.Tests.Build;

public sealed class TestReportTests
{
    [Fact]
    public void Results_are_counted_by_outcome_and_failures_named()
    {
        TestReport report = TestReport.Read(
            "Suite",
            Trx(("a", "Passed"), ("b", "Passed"), ("c", "Failed"), ("d", "NotExecuted")),
            1
        );

        Assert.Equal((2, 1), (report.Passed, report.Skipped));
        Assert.Equal(["c"], report.Failures);
    }

    [Fact]
    public void An_outcome_that_is_neither_passed_nor_skipped_is_a_failure() =>
        Assert.Equal(["a"], TestReport.Read("Suite", Trx(("a", "Timeout")), 1).Failures);

    [Fact]
    public void A_run_that_broke_off_counts_as_a_failure_even_when_every_finished_test_passed()
    {
        TestReport report = TestReport.Read("Suite", Trx(("a", "Passed")), 134);

        Assert.Equal(["Suite: the run broke off with exit code 134"], report.Failures);
    }

    [Fact]
    public void A_run_without_a_result_file_has_nothing_to_count() =>
        Assert.Equal((0, 0), Counts(TestReport.Read("Suite", null, 0)));

    [Fact]
    public void What_a_test_has_printed_stands_under_its_name()
    {
        XDocument trx = Trx(("a", "Passed"), ("b", "Passed"));
        XElement result = trx.Descendants().First(element => element.Name.LocalName == "UnitTestResult");
        result.Add(
            new XElement(result.Name.Namespace + "Output", new XElement(result.Name.Namespace + "StdOut", "x 1\n"))
        );

        Assert.Equal(["a\nx 1"], TestReport.Read("Suite", trx, 0).Tables);
    }

    [Fact]
    public void The_last_line_adds_up_all_suites()
    {
        TestTotals totals = new();
        totals.Add(TestReport.Read("One", Trx(("a", "Passed"), ("b", "Failed")), 1));
        totals.Add(TestReport.Read("Two", Trx(("c", "Passed")), 0));

        Assert.Equal("2 passed, 1 failed", totals.ToString());
    }

    [Fact]
    public void The_last_line_names_skipped_tests_only_when_there_are_some()
    {
        TestTotals totals = new();
        totals.Add(TestReport.Read("One", Trx(("a", "Passed"), ("b", "NotExecuted")), 0));

        Assert.Equal("1 passed, 0 failed, 1 skipped", totals.ToString());
    }

    private static (int Passed, int Failed) Counts(TestReport report) => (report.Passed, report.Failures.Count);

    private static XDocument Trx(params (string Name, string Outcome)[] results)
    {
        XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        return new XDocument(
            new XElement(
                trx + "TestRun",
                new XElement(
                    trx + "Results",
                    results.Select(result => new XElement(
                        trx + "UnitTestResult",
                        new XAttribute("testName", result.Name),
                        new XAttribute("outcome", result.Outcome)
                    ))
                )
            )
        );
    }
}
