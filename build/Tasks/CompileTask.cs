using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Compiles the whole solution with all analyzers, in the one configuration that the tests then run in.</summary>
[TaskName("Compile")]
[TaskDescription("Compiles the solution; warnings are errors")]
[IsDependentOn(typeof(RestoreTask))]
public sealed class CompileTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) =>
        context.DotNetBuild(
            context.Paths.Solution.FullPath,
            new DotNetBuildSettings
            {
                Configuration = context.BuildConfiguration,
                NoRestore = true,
                NoLogo = true,
                Verbosity = DotNetVerbosity.Minimal,
            }
        );
}
