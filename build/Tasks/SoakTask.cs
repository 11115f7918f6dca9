using System.Globalization;
using Cake.Common.IO;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Provisions, rotates and tears down again and again, and prints what chip, device and cloud hold before and after; a few cycles are part of Test.</summary>
/// <param name="totals">Where the suite is added up; the program prints the sum last.</param>
[TaskName("Soak")]
[TaskDescription("Provisions, rotates and tears down --cycles times on one TPM, and a tenth of that on a full one")]
[IsDependentOn(typeof(CompileTask))]
[IsDependentOn(typeof(PublishTask))]
public sealed class SoakTask(TestTotals totals) : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        FilePath report = context.Paths.TestResults.CombineWithFilePath("soak.txt");
        context.EnsureDirectoryExists(context.Paths.TestResults);
        context.DeleteFiles(report.FullPath);
        SuiteRunner runner = new(context, totals);
        runner.Run(
            TestSuite.SoakProject,
            $"Category={TestSuite.SoakCategory}",
            KeyValuePair.Create(
                TestSuite.SoakCyclesVariable,
                context.SoakCycles.ToString(CultureInfo.InvariantCulture)
            ),
            KeyValuePair.Create(TestSuite.SoakReportVariable, report.FullPath)
        );
        foreach (string line in context.FileExists(report) ? System.IO.File.ReadLines(report.FullPath) : [])
        {
            context.Log.Information("{0}", line);
        }

        runner.Judge();
    }
}
