using GreengrassTpm.CommandLine;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>What is run to make the nucleus take up a credential.</summary>
internal static class RestartCommand
{
    /// <summary>The argument list: the configured one, or what this device offers.</summary>
    /// <exception cref="CommandException">Nothing is configured and nothing was found.</exception>
    internal static IReadOnlyList<string> Find(
        IReadOnlyList<string> configured,
        ServiceManager? systemd,
        NucleusFlavour flavour
    ) =>
        configured.Count > 0 ? configured
        : systemd is not null ? ForSystemd(systemd.Systemctl, flavour)
        : throw new CommandException(
            ExitCode.Configuration,
            "no way to restart the nucleus was found: systemd does not run here, and rotation.restartCommand is empty",
            "set rotation.restartCommand to the program and arguments that restart it, or rotation.activation to next-restart"
        );

    /// <summary>What restarts a nucleus under systemd.</summary>
    internal static IReadOnlyList<string> ForSystemd(string systemctl, NucleusFlavour flavour) =>
        flavour == NucleusFlavour.Classic
            // Without waiting: the component ends with the nucleus' unit.
            ? [systemctl, "restart", "--no-block", .. ActivatedUnits.Of(flavour)]
            : [systemctl, "restart", .. ActivatedUnits.Of(flavour)];
}
