using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>Nucleus lite: a fragment of configuration beside its own says where the credential is; without it all is as before.</summary>
/// <param name="found">What it says of itself.</param>
/// <param name="folders">The device's places.</param>
internal sealed class MovableLiteNucleus(FoundNucleus found, DeviceFolders folders) : IMovableNucleus
{
    // Fragments are read in the order of their names.
    private const string FragmentName = "90-greengrass-tpm.yaml";

    private readonly Systemd _systemd = new(folders);

    public string Name => $"nucleus lite, by {Fragment}";

    public IReadOnlyList<string> Files => [Fragment];

    private string Fragment => Path.Combine(found.Places.LiteFolder, "config.d", FragmentName);

    public void Require()
    {
        if (
            found is { UsesFiles: true, Facts.File: string decides }
            && Path.GetFileName(Path.GetDirectoryName(decides)) == "config.d"
            && string.CompareOrdinal(Path.GetFileName(decides), FragmentName) > 0
        )
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"{decides} is read after {FragmentName} and would win over it; nothing was changed",
                "give it a name that comes before, and run the same command again"
            );
        }
    }

    public bool UsesToken() => File.Exists(Fragment);

    public bool IsInService() => _systemd.IsInService(NucleusUnits.LiteTarget);

    public bool Uses(string store) => NucleusProcesses.Use(store, NucleusUnits.Lite, _systemd);

    public (string Problem, string Advice)? Obstacle => null;

    public string? Remains => null;

    public void UseToken(string configuration, bool isInService)
    {
        string written = Path.Combine(configuration, LiteNucleusConfiguration.FileName);
        NucleusFile fragment = new(Fragment, File.ReadAllBytes(written), File.GetUnixFileMode(written));
        fragment.MakeFolder();
        fragment.Write();
        fragment.Wipe();
        Restart(isInService);
    }

    public void UseFiles(RecordedFiles former, bool isInService)
    {
        AtomicFile.Delete(Fragment);
        Restart(isInService);
    }

    private void Restart(bool isInService)
    {
        if (isInService)
        {
            _systemd.Restart(NucleusUnits.LiteTarget);
        }
    }
}
