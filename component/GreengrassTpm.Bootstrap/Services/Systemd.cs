using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>systemd on this device.</summary>
/// <param name="folders">The device's places.</param>
internal sealed class Systemd(DeviceFolders folders)
{
    private const string DropInName = "10-greengrass-tpm.conf";

    // sd_booted(3).
    private const string BootedFolder = "/run/systemd/system";

    /// <summary>Where a unit's drop-in file of this product is.</summary>
    /// <param name="unit">The unit, for example <c>greengrass.service</c>.</param>
    internal string DropInPath(string unit) =>
        Path.Combine(folders.Root, "etc/systemd/system", $"{unit}.d", DropInName);

    /// <summary>Whether a file is a drop-in file of this product.</summary>
    internal bool IsDropIn(string path) =>
        Path.GetFileName(path) == DropInName
        && path.StartsWith(Path.Combine(folders.Root, "etc/systemd/system"), StringComparison.Ordinal);

    /// <summary>Has a running systemd read its configuration again; an image that is not running has nobody to tell.</summary>
    internal void Reload()
    {
        if (folders.Root == "/" && Directory.Exists(BootedFolder))
        {
            SystemProgram.Run("systemctl", ["daemon-reload"]);
        }
    }
}
