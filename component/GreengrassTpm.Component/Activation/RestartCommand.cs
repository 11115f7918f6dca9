using GreengrassTpm.CommandLine;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>What is run to make the nucleus take up a credential.</summary>
internal static class RestartCommand
{
    private const string SystemdIsRunning = "/run/systemd/system";
    private static readonly string[] Systemctl = ["/usr/bin/systemctl", "/bin/systemctl"];

    /// <summary>The argument list: the configured one, or what this device offers.</summary>
    /// <exception cref="CommandException">Nothing is configured and nothing was found.</exception>
    internal static IReadOnlyList<string> Find(IReadOnlyList<string> configured, NucleusFlavour flavour)
    {
        if (configured.Count > 0)
        {
            return configured;
        }

        // sd_booted(3): the folder is there exactly where systemd is the service manager.
        return Directory.Exists(SystemdIsRunning) && Systemctl.FirstOrDefault(File.Exists) is { } systemctl
            ? ForSystemd(systemctl, flavour)
            : throw new CommandException(
                ExitCode.Configuration,
                "no way to restart the nucleus was found: systemd does not run here, and rotation.restartCommand is empty",
                "set rotation.restartCommand to the program and arguments that restart it, or rotation.activation to next-restart"
            );
    }

    /// <summary>What restarts a nucleus under systemd.</summary>
    internal static IReadOnlyList<string> ForSystemd(string systemctl, NucleusFlavour flavour) =>
        flavour == NucleusFlavour.Classic
            // Without waiting: the component ends with the nucleus' unit.
            ? [systemctl, "restart", "--no-block", "greengrass.service"]
            // The daemons that connect to the cloud open key and certificate anew; components go on.
            :
            [
                systemctl,
                "restart",
                "ggl.core.iotcored.service",
                "ggl.core.tesd.service",
                "ggl.core.ggdeploymentd.service",
            ];
}
