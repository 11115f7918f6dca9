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

    /// <summary>Whether it is there to be told anything.</summary>
    internal bool IsRunning => Systemctl is not null;

    /// <summary>Restarts units.</summary>
    /// <returns>Whether systemd runs.</returns>
    internal bool Restart(string unit)
    {
        Tell("restart", unit);
        return IsRunning;
    }

    /// <summary>
    /// Does something while a service is stopped, and starts it again; a service that does not run is left alone. If this program does
    /// not come to its end, systemd starts the service by itself after a while.
    /// </summary>
    /// <returns>Whether it was started.</returns>
    internal bool WhileStopped(string unit, Action change)
    {
        // A run that was killed meanwhile has left the timer, and the service stopped.
        if (Systemctl is not string systemctl || !(IsActive(unit) || IsActive(StartAgainTimer)))
        {
            change();
            return false;
        }

        string? arm = TransientUnits.Select(program => Path.Combine(folders.Root, program)).FirstOrDefault(File.Exists);
        if (arm is not null && !IsActive(StartAgainTimer))
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
            Tell("start", unit);
            if (arm is not null)
            {
                Tell("stop", StartAgainTimer);
            }
        }

        return true;
    }

    private bool IsActive(string unit) =>
        Systemctl is string systemctl && SystemProgram.Succeeds(systemctl, ["is-active", "--quiet", unit]);

    private void Tell(params IEnumerable<string> arguments)
    {
        if (Systemctl is string systemctl)
        {
            SystemProgram.Run(systemctl, arguments);
        }
    }
}
