using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Installs what executables for arm64 are linked with. Silent when it is there.</summary>
[TaskName("CrossToolchain")]
[TaskDescription("Installs the missing packages that executables for arm64 are linked with")]
public sealed class CrossToolchainTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override bool ShouldRun(BuildContext context) => BuildLifetime.ThisMachine() == "linux-x64";

    /// <inheritdoc />
    public override void Run(BuildContext context) => new AptInstaller(context).Provide(CrossToolchain.Packages);
}
