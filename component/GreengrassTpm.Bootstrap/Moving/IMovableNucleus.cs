using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>A nucleus that is installed, and can be given another credential.</summary>
internal interface IMovableNucleus
{
    /// <summary>What is changed, for people.</summary>
    string Name { get; }

    /// <summary>Files that are written beside those of provisioning.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Makes sure that it can be done. Changes nothing.</summary>
    /// <exception cref="CommandException">It cannot; says why.</exception>
    void Require();

    /// <summary>Whether it is configured with the credential on the token.</summary>
    bool UsesToken();

    /// <summary>Whether it is in service: what it is given, it has to take up at once. Never so without systemd.</summary>
    bool IsInService();

    /// <summary>Whether a process of it uses a token store, as far as systemd tells which processes are its own.</summary>
    /// <param name="store">The folder of the store.</param>
    bool Uses(string store);

    /// <summary>Configures it with what provisioning has written.</summary>
    /// <param name="configuration">The folder of what provisioning has written.</param>
    /// <param name="isInService">Whether it is to take that up at once.</param>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    void UseToken(string configuration, bool isInService);

    /// <summary>Configures it with the files again.</summary>
    /// <param name="former">The files.</param>
    /// <param name="isInService">Whether it is to take that up at once.</param>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    void UseFiles(RecordedFiles former, bool isInService);

    /// <summary>Why it cannot be given its files back at present, and what to do; null where it can.</summary>
    (string Problem, string Advice)? Obstacle { get; }

    /// <summary>What is left of the token in its configuration when it has its files back, and what to do; null for nothing.</summary>
    string? Remains { get; }

    /// <summary>The nucleus that was found; null if it is not installed.</summary>
    /// <param name="found">What it says of itself.</param>
    /// <param name="plugin">The plugin for PKCS#11 that the operator has named; null for none.</param>
    /// <param name="folders">The device's places.</param>
    static IMovableNucleus? Find(FoundNucleus found, string? plugin, DeviceFolders folders) =>
        found.Kind == NucleusKind.Lite ? new MovableLiteNucleus(found, folders)
        : ClassicNucleus.Find(found.Places.ClassicFolder) is ClassicNucleus classic
            ? new MovableClassicNucleus(found.Places, classic, plugin, folders)
        : null;
}
