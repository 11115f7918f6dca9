using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Run;
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
    public override void Run(BuildContext context) =>
        context.DotNetRun(
            context.Paths.Project("tests/GreengrassTpm.Benchmarks").FullPath,
            new DotNetRunSettings
            {
                Configuration = context.BuildConfiguration,
                NoBuild = true,
                EnvironmentVariables = new Dictionary<string, string>
                {
                    [TestSuite.ArtifactsVariable] = context.Paths.Published.FullPath,
                },
            }
        );
}
