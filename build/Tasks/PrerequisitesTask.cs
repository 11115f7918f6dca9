using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Installs the system's packages that are missing, and says which and why. Silent when all are there.</summary>
[TaskName("Prerequisites")]
[TaskDescription("Installs missing Debian or Ubuntu packages (as root, or with sudo)")]
public sealed class PrerequisitesTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) => new AptInstaller(context).Provide(SystemPackages.All);
}
