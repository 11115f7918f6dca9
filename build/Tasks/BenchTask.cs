using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Runs the benchmarks, which print the product's numbers.</summary>
[TaskName("Bench")]
[TaskDescription("Runs the benchmarks and prints the product's numbers")]
[IsDependentOn(typeof(PrerequisitesTask))]
[IsDependentOn(typeof(PublishTask))]
public sealed class BenchTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) => context.RunProject("tests/GreengrassTpm.Benchmarks");
}
