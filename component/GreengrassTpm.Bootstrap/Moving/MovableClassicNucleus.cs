using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>The classic nucleus: its own program changes its configuration, while it is stopped.</summary>
/// <param name="places">Where its configuration is.</param>
/// <param name="nucleus">The nucleus.</param>
/// <param name="plugin">The plugin for PKCS#11; null where it has it.</param>
/// <param name="folders">The device's places.</param>
internal sealed class MovableClassicNucleus(
    NucleusPlaces places,
    ClassicNucleus nucleus,
    string? plugin,
    DeviceFolders folders
) : IMovableNucleus
{
    private readonly Systemd _systemd = new(folders);

    public string Name => $"the nucleus in {nucleus.Root}";

    public IReadOnlyList<string> Files => [];

    private static string Unit => NucleusUnits.Classic[0];

    private static string OutOfReach => $"runs, and not as {Unit}, which systemd could stop and start";

    // What is merged into its configuration meanwhile, it does not know, and may overwrite.
    private bool IsOutOfReach => nucleus.IsRunning() && !IsInService();

    public void Require()
    {
        nucleus.Require();
        if (plugin is not null && !File.Exists(plugin))
        {
            throw Refused($"the plugin {plugin} does not exist", "name the file of the PKCS#11 provider plugin");
        }

        if (plugin is null && !nucleus.HasPlugin)
        {
            throw Refused(
                $"the nucleus in {nucleus.Root} has no {NucleusInstaller.PluginPattern}, without which it cannot use a key in a TPM",
                "name the file of the PKCS#11 provider plugin of AWS IoT Greengrass: --plugin FILE"
            );
        }

        if (IsOutOfReach)
        {
            throw Refused(
                $"the nucleus in {nucleus.Root} {OutOfReach}",
                "stop it, run the same command again, and start it"
            );
        }
    }

    public bool UsesToken() =>
        places.Look(module: "").Value is { PrivateKeyPath: string key }
        && key.StartsWith("pkcs11:", StringComparison.Ordinal);

    public bool IsInService() => _systemd.IsInService(Unit);

    public bool Uses(string store) => NucleusProcesses.Use(store, NucleusUnits.Classic, _systemd);

    public void UseToken(string configuration, bool isInService) =>
        _systemd.WhileStopped(
            Unit,
            isInService,
            () => nucleus.SetToken(Path.Combine(configuration, ClassicNucleusConfiguration.FileName), plugin, folders)
        );

    public void UseFiles(RecordedFiles former, bool isInService) =>
        _systemd.WhileStopped(Unit, isInService, () => nucleus.SetFiles(former, folders));

    public (string Problem, string Advice)? Obstacle =>
        IsOutOfReach ? ($"it {OutOfReach}", "stop it, and run the same command again")
        : nucleus.Obstacle is string obstacle
            ? (
                obstacle,
                $"put that right, and run the same command again; where this nucleus is gone for good, delete {nucleus.Installation}: then its configuration is left as it is, and named"
            )
        : null;

    // A merge can change values, and take none away.
    public string? Remains =>
        places.Look(module: "").Value?.Library is null
            ? null
            : $"{Name} keeps the configuration of {ClassicNucleus.Provider}, with a PIN that opens nothing any more, and the plugin, which ends in an error at its next start: take it out of the deployments to this device, or delete its file ({Path.Combine(nucleus.Root, "plugins")}), if nothing else uses it";

    private static CommandException Refused(string message, string hint) =>
        new(ExitCode.Configuration, $"{message}; nothing was changed", hint);
}
