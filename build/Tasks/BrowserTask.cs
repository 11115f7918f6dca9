using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Opens the HTML report in a real browser, and keeps pictures of it under the test results.</summary>
/// <param name="totals">Where the suite is added up; the program prints the sum last.</param>
[TaskName("Browser")]
[TaskDescription("Opens the HTML report in headless Chromium; screenshots are kept under the test results")]
[IsDependentOn(typeof(PrerequisitesTask))]
[IsDependentOn(typeof(CompileTask))]
public sealed class BrowserTask(TestTotals totals) : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        new AptInstaller(context).Provide(SystemPackages.Browser);
        SuiteRunner runner = new(context, totals);
        runner.Run(
            TestSuite.BrowserProject,
            $"Category={TestSuite.BrowserCategory}",
            KeyValuePair.Create(
                TestSuite.ScreenshotsVariable,
                context.Paths.TestResults.Combine("screenshots").FullPath
            )
        );
        runner.Judge();
    }
}
