using System.Globalization;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Kills rotations, adoptions and moves at every place, and rotations at random instants; some of the places are part of Test.</summary>
/// <param name="totals">Where the suite is added up; the program prints the sum last.</param>
[TaskName("Kill")]
[TaskDescription(
    "Kills rotations, adoptions and moves at every place, fills their disks, and kills rotations for --minutes at random instants"
)]
[IsDependentOn(typeof(CompileTask))]
[IsDependentOn(typeof(PublishTask))]
public sealed class KillTask(TestTotals totals) : FrostingTask<BuildContext>
{
    /// <summary>How long a project's kills may take at all their points.</summary>
    private static readonly TimeSpan LongestMatrix = TimeSpan.FromHours(2);

    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        SuiteRunner runner = new(context, totals);
        foreach (string project in TestSuite.DeviceProjects)
        {
            runner.Run(
                project,
                $"Category={TestSuite.KillCategory}",
                LongestMatrix + TimeSpan.FromMinutes(context.KillMinutes),
                KeyValuePair.Create(
                    TestSuite.KillMinutesVariable,
                    context.KillMinutes.ToString(CultureInfo.InvariantCulture)
                )
            );
        }

        runner.Judge();
    }
}
