namespace GreengrassTpm.Component;

/// <summary>systemd on this device.</summary>
/// <param name="root">The folder that stands for <c>/</c>.</param>
/// <param name="systemctl">The path of systemctl(1).</param>
internal sealed class ServiceManager(string root, string systemctl)
{
    private static readonly string[] Programs = ["usr/bin/systemctl", "bin/systemctl"];

    /// <summary>The path of systemctl(1).</summary>
    internal string Systemctl => systemctl;

    /// <summary>Where the administrator's units and drop-in files are.</summary>
    internal string UnitFolder => Path.Combine(root, "etc/systemd/system");

    /// <summary>Where units are that end with the boot.</summary>
    internal string RuntimeFolder => RuntimeFolderBelow(root);

    /// <summary>Looks for it; null where it does not run.</summary>
    internal static ServiceManager? Find(string root) =>
        // sd_booted(3): the folder is there exactly where systemd is the service manager.
        Directory.Exists(RuntimeFolderBelow(root))
        && Programs.Select(program => Path.Combine(root, program)).FirstOrDefault(File.Exists) is { } found
            ? new ServiceManager(root, found)
            : null;

    /// <summary>Runs systemctl(1).</summary>
    /// <exception cref="Credentials.RotationPortException">It has failed.</exception>
    internal Task RunAsync(CancellationToken cancellation, params IEnumerable<string> arguments) =>
        ProgramRun.RunAsync([systemctl, .. arguments], cancellation);

    private static string RuntimeFolderBelow(string root) => Path.Combine(root, "run/systemd/system");
}
