using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The files that a nucleus is configured with.</summary>
internal static class NucleusFiles
{
    /// <summary>The group of nucleus lite's user, as its packages make it.</summary>
    internal const string LiteGroup = "ggcore";

    private const UnixFileMode GroupReads = AtomicFile.OwnerOnly | UnixFileMode.GroupRead;
    private const UnixFileMode EveryoneReads = GroupReads | UnixFileMode.OtherRead;

    // The names in it are no secret, and nucleus lite's user has to reach the files that are for it.
    private const UnixFileMode FolderMode =
        DurableFolder.OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder of the configuration, if it is not there.</summary>
    /// <exception cref="FileWriteException">It could not be made.</exception>
    internal static void MakeFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            DurableFolder.Create(folder, FolderMode);
        }
    }

    /// <summary>The names of the files, without making their content.</summary>
    internal static IReadOnlyList<string> Paths(NucleusKind kind, LitePin litePin, string folder) =>
        (kind, litePin) switch
        {
            (NucleusKind.Classic, _) => [Path.Combine(folder, ClassicNucleusConfiguration.FileName)],
            (_, LitePin.Value) => [Path.Combine(folder, LiteNucleusConfiguration.FileName)],
            _ =>
            [
                Path.Combine(folder, LiteNucleusConfiguration.PinFileName),
                Path.Combine(folder, LiteNucleusConfiguration.FileName),
            ],
        };

    /// <summary>The files, in the order of <see cref="Paths"/>. The caller wipes them.</summary>
    internal static IReadOnlyList<NucleusFile> Make(NucleusKind kind, string folder, NucleusSettings settings, Pin pin)
    {
        IReadOnlyList<string> paths = Paths(kind, settings.LitePin, folder);

        // A configuration is text, so the PIN is one here: short-lived, and the process' core dumps are off.
        string pinText = Encoding.UTF8.GetString(pin.Reveal());
        if (kind == NucleusKind.Classic)
        {
            return [File(paths[0], ClassicNucleusConfiguration.Build(settings, pinText), AtomicFile.OwnerOnly)];
        }

        string fragment = LiteNucleusConfiguration.Build(settings, pinText);
        if (settings.LitePin == LitePin.Value)
        {
            return [File(paths[0], fragment, AtomicFile.OwnerOnly)];
        }

        // Before nucleus lite is installed nobody but root may read its PIN; the next run after that opens it to its group.
        UnixGroup? reader = UnixGroup.Find(LiteGroup);
        UnixFileMode pinMode = reader is null ? AtomicFile.OwnerOnly : GroupReads;
        return
        [
            new NucleusFile(paths[0], pin.Reveal().ToArray(), pinMode, reader),
            File(paths[1], fragment, EveryoneReads),
        ];
    }

    private static NucleusFile File(string path, string content, UnixFileMode mode) =>
        new(path, Encoding.UTF8.GetBytes(content), mode);
}
