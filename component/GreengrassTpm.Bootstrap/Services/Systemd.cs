using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>systemd on this device.</summary>
/// <param name="folders">The device's places.</param>
internal sealed class Systemd(DeviceFolders folders)
{
    private const string StartAgain = "greengrass-tpm-start-again";
    private const string StartAgainTimer = StartAgain + ".timer";
    private const string StartAgainAfter = "5min";
    private static readonly string[] TransientUnits = ["usr/bin/systemd-run", "bin/systemd-run"];
    private static readonly string[] Programs = ["usr/bin/systemctl", "bin/systemctl"];

    private string UnitFolder => Path.Combine(folders.Root, "etc/systemd/system");

    // sd_booted(3): the folder is there exactly where systemd is the service manager.
    private string RuntimeFolder => Path.Combine(folders.Root, "run/systemd/system");

    private string? Systemctl =>
        Directory.Exists(RuntimeFolder)
            ? Programs.Select(program => Path.Combine(folders.Root, program)).FirstOrDefault(File.Exists)
            : null;

    /// <summary>Where the component lays drop-in files for recovery before the nucleus' starts.</summary>
    internal IReadOnlyList<string> RecoveryDropIns =>
        [.. NucleusUnits.All.Select(unit => NucleusUnits.DropInPath(UnitFolder, unit, NucleusUnits.RecoveryDropIn))];

    /// <summary>Where the component lays the timer that stands behind a switch, and its service.</summary>
    internal IReadOnlyList<string> RevivalUnits =>
        [
            Path.Combine(RuntimeFolder, NucleusUnits.Revival + ".timer"),
            Path.Combine(RuntimeFolder, NucleusUnits.Revival + ".service"),
        ];

    /// <summary>Where a unit's drop-in file of this product is.</summary>
    /// <param name="unit">The unit, for example <c>greengrass.service</c>.</param>
    internal string DropInPath(string unit) =>
        NucleusUnits.DropInPath(UnitFolder, unit, NucleusUnits.ProvisionedDropIn);

    /// <summary>Whether a file is a drop-in file of this product.</summary>
    internal bool IsDropIn(string path) =>
        Path.GetFileName(path) == NucleusUnits.ProvisionedDropIn
        && path.StartsWith(UnitFolder, StringComparison.Ordinal);

    /// <summary>Has a running systemd read its configuration again; an image that is not running has nobody to tell.</summary>
    internal void Reload() => Tell("daemon-reload");

    /// <summary>Stops the timer that stands behind a switch, if a running systemd has it.</summary>
    internal void StopRevival() => Tell("stop", NucleusUnits.Revival + ".timer");

    /// <summary>Restarts a unit.</summary>
    internal void Restart(string unit) => Tell("restart", unit);

    /// <summary>
    /// Whether a unit is in service: it runs, starts, or waits for its automatic restart; or a run that was killed has left it stopped,
    /// with the timer that starts it again.
    /// </summary>
    internal bool IsInService(string unit) =>
        State(unit) is "active" or "activating" or "reloading" || State(StartAgainTimer) == "active";

    /// <summary>
    /// Whether a process is one of some units'. Where systemd has none of them, who runs the programs nobody knows; a unit without
    /// processes has no control group.
    /// </summary>
    internal bool MayOwn(IEnumerable<string> units, int process)
    {
        string[] loaded = [.. units.Where(unit => Show(unit, "LoadState") == "loaded")];
        return loaded.Length == 0
            || loaded
                .Select(unit => Show(unit, "ControlGroup"))
                .Any(group => group.Length > 1 && RunningPrograms.IsIn(group, process));
    }

    /// <summary>
    /// Does something while a service is stopped, and starts it again. If this program does not come to its end, systemd starts the
    /// service by itself after a while.
    /// </summary>
    /// <param name="unit">The service.</param>
    /// <param name="isInService">Whether it is stopped and started, as it may have failed meanwhile; otherwise it is left alone.</param>
    /// <param name="change">What is done.</param>
    internal void WhileStopped(string unit, bool isInService, Action change)
    {
        if (Systemctl is not string systemctl || !isInService)
        {
            change();
            return;
        }

        string? arm = TransientUnits.Select(program => Path.Combine(folders.Root, program)).FirstOrDefault(File.Exists);
        if (arm is not null && State(StartAgainTimer) != "active")
        {
            SystemProgram.Run(
                arm,
                [$"--unit={StartAgain}", $"--on-active={StartAgainAfter}", systemctl, "start", unit]
            );
        }

        Tell("stop", unit);
        try
        {
            change();
        }
        finally
        {
            // Where its starts have failed too often, systemd would refuse one more.
            _ = Ask("reset-failed", unit);
            Tell("start", unit);
            if (arm is not null)
            {
                Tell("stop", StartAgainTimer);
            }
        }
    }

    private string State(string unit) => Ask("is-active", unit);

    private string Show(string unit, string property) => Ask("show", $"--property={property}", "--value", unit);

    private string Ask(params IEnumerable<string> arguments) =>
        Systemctl is string systemctl ? SystemProgram.Ask(systemctl, arguments) : "";

    private void Tell(params IEnumerable<string> arguments)
    {
        if (Systemctl is string systemctl)
        {
            SystemProgram.Run(systemctl, arguments);
        }
    }
}
