using Cake.Core;
using Cake.Core.Diagnostics;

namespace GreengrassTpm.Build;

/// <summary>Looks at and changes the packages of a Debian or Ubuntu system.</summary>
/// <param name="context">The build's context.</param>
internal sealed class AptInstaller(BuildContext context)
{
    /// <summary>
    /// Services that come with packages we install. The tests start private ones of their own; the system's are neither
    /// started nor enabled on our account.
    /// </summary>
    private static readonly string[] Services = ["mosquitto", "tpm2-abrmd"];

    /// <summary>Installs what is missing of some needs, and says which and why. Silent when all are there.</summary>
    /// <exception cref="CakeException">There is no apt, or it did not install them.</exception>
    public void Provide(IReadOnlyList<SystemPackage> needs)
    {
        if (context.Tools.Resolve("dpkg-query") is null || context.Tools.Resolve("apt-get") is null)
        {
            throw new CakeException(
                "The build installs what it needs on Debian 12 or newer and Ubuntu 24.04 or newer; this system has no apt. "
                    + $"It needs: {string.Join(", ", needs.Select(need => need.Names[0]))}."
            );
        }

        IReadOnlyList<SystemPackage> missing = PackagePlan.Missing(needs, Installed(needs));
        if (missing.Count == 0)
        {
            return;
        }

        foreach (SystemPackage need in missing)
        {
            context.Log.Information("{0} is missing: {1}.", need.Names[0], need.Why);
        }

        Install(missing);
        IReadOnlyList<SystemPackage> still = PackagePlan.Missing(missing, Installed(missing));
        if (still.Count > 0)
        {
            throw new CakeException($"apt did not install {string.Join(", ", still.Select(need => need.Names[0]))}.");
        }
    }

    /// <summary>The packages that are installed, among those that could meet some needs.</summary>
    private IReadOnlySet<string> Installed(IEnumerable<SystemPackage> needs) =>
        PackagePlan.ReadInstalled(
            context.Ask(
                "dpkg-query",
                ["--show", "--showformat", @"${db:Status-Status} ${Package}\n", .. Candidates(needs)]
            )
        );

    /// <summary>Installs packages under the names that this system offers them by.</summary>
    /// <exception cref="CakeException">A package is not offered, we have not the right to install, or apt failed.</exception>
    private void Install(IReadOnlyList<SystemPackage> needs)
    {
        RequireRootsRights(needs);
        AsRoot("apt-get", "update", "--quiet");
        string[] names = [.. Choose(needs)];
        AsRoot("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", .. names]);
        foreach (string service in Services.Intersect(names))
        {
            context.Log.Information(
                "{0}: its system service stays stopped and disabled; the tests start their own.",
                service
            );
            if (Directory.Exists("/run/systemd/system"))
            {
                AsRoot("systemctl", "disable", "--now", service);
            }
        }
    }

    private void RequireRootsRights(IReadOnlyList<SystemPackage> needs)
    {
        if (!Environment.IsPrivilegedProcess && context.Tools.Resolve("sudo") is null)
        {
            throw new CakeException(
                "Installing packages needs root's rights, and there is no sudo. "
                    + $"As root: apt-get install {string.Join(' ', needs.Select(need => need.Names[0]))}"
            );
        }
    }

    private IEnumerable<string> Choose(IReadOnlyList<SystemPackage> needs)
    {
        IReadOnlySet<string> offered = PackagePlan.ReadOffered(
            context.Ask("apt-cache", ["madison", .. Candidates(needs)])
        );
        ILookup<bool, SystemPackage> found = needs.ToLookup(need => PackagePlan.Choose(need, offered) is not null);
        return found[false].Any()
            ? throw new CakeException(
                $"This system's package sources do not offer {string.Join(", ", found[false].Select(need => need.Names[0]))}. "
                    + "Debian 12 or newer and Ubuntu 24.04 or newer do (on Ubuntu, with the component 'universe' enabled)."
            )
            : found[true].Select(need => PackagePlan.Choose(need, offered)!);
    }

    /// <summary>
    /// Runs a command with root's rights. <c>SYSTEMD_OFFLINE</c> keeps packages' own scripts from starting services;
    /// it ends with the command and leaves nothing behind.
    /// </summary>
    private void AsRoot(string program, params IEnumerable<string> arguments)
    {
        List<string> command = ["DEBIAN_FRONTEND=noninteractive", program, .. arguments];
        if (program != "systemctl")
        {
            command.Insert(0, "SYSTEMD_OFFLINE=1");
        }

        if (Environment.IsPrivilegedProcess)
        {
            context.Run("env", command);
            return;
        }

        // Without a terminal nobody can answer a question for a password: better to fail than to wait.
        context.Run("sudo", Console.IsInputRedirected ? ["--non-interactive", "env", .. command] : ["env", .. command]);
    }

    private static IEnumerable<string> Candidates(IEnumerable<SystemPackage> needs) =>
        needs.SelectMany(need => need.Candidates);
}
