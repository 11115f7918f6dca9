using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Installs the system's packages that are missing, and says which and why. Silent when all are there.</summary>
[TaskName("Prerequisites")]
[TaskDescription("Installs missing Debian or Ubuntu packages (as root, or with sudo)")]
public sealed class PrerequisitesTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        if (context.Tools.Resolve("dpkg-query") is null || context.Tools.Resolve("apt-get") is null)
        {
            throw new CakeException(
                "The tests install what they need on Debian 12 or newer and Ubuntu 24.04 or newer; this system has no apt. "
                    + $"They need: {string.Join(", ", SystemPackages.All.Select(need => need.Names[0]))}."
            );
        }

        AptInstaller apt = new(context);
        IReadOnlyList<SystemPackage> missing = PackagePlan.Missing(
            SystemPackages.All,
            apt.Installed(SystemPackages.All)
        );
        if (missing.Count == 0)
        {
            return;
        }

        foreach (SystemPackage need in missing)
        {
            context.Log.Information("{0} is missing: {1}.", need.Names[0], need.Why);
        }

        apt.Install(missing);
        IReadOnlyList<SystemPackage> still = PackagePlan.Missing(missing, apt.Installed(missing));
        if (still.Count > 0)
        {
            throw new CakeException($"apt did not install {string.Join(", ", still.Select(need => need.Names[0]))}.");
        }
    }
}
