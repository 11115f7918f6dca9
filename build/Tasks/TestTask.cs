using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Runs every test suite against what was compiled and published just now.</summary>
/// <param name="totals">Where the suites are added up; the program prints the sum last.</param>
[TaskName("Test")]
[TaskDescription("Compiles, publishes and runs every test suite")]
[IsDependentOn(typeof(PrerequisitesTask))]
[IsDependentOn(typeof(FormatTask))]
[IsDependentOn(typeof(CompileTask))]
[IsDependentOn(typeof(PublishTask))]
public sealed class TestTask(TestTotals totals) : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        SuiteRunner runner = new(context, totals);
        string filter = string.Join('&', TestSuite.OtherCategories.Select(category => $"Category!={category}"));
        runner.Run(TestSuite.QuickProject, filter);
        runner.RunTogether(TestSuite.DeviceProjects, filter);
        runner.Judge();
    }
}
