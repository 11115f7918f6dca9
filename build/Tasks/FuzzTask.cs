using System.Globalization;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Runs the long form of the fuzz tests; the short form is part of Test.</summary>
/// <param name="totals">Where the suite is added up; the program prints the sum last.</param>
[TaskName("Fuzz")]
[TaskDescription("Runs the long fuzz tests; --inputs says how many inputs each")]
[IsDependentOn(typeof(CompileTask))]
public sealed class FuzzTask(TestTotals totals) : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        SuiteRunner runner = new(context, totals);
        runner.Run(
            TestSuite.FuzzProject,
            $"Category={TestSuite.FuzzCategory}",
            KeyValuePair.Create(TestSuite.FuzzInputsVariable, context.FuzzInputs.ToString(CultureInfo.InvariantCulture))
        );
        runner.Judge();
    }
}
