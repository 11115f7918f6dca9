using Cake.Common.Tools.DotNet;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Restores the packages of the solution. With <c>CI=true</c> the lock files must fit (Directory.Build.props).</summary>
[TaskName("Restore")]
[TaskDescription("Restores the solution's packages")]
public sealed class RestoreTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) => context.DotNetRestore(context.Paths.Solution.FullPath);
}
