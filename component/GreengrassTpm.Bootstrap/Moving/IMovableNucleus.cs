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

    /// <summary>Configures it with what provisioning has written, and has it take that up where systemd runs.</summary>
    /// <param name="configuration">The folder of what provisioning has written.</param>
    /// <returns>Whether it was started.</returns>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    bool UseToken(string configuration);

    /// <summary>Configures it with the files again, and has it take that up where systemd runs.</summary>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    void UseFiles(RecordedFiles former);

    /// <summary>The nucleus that was found.</summary>
    /// <param name="found">What it says of itself.</param>
    /// <param name="options">What the operator asked for.</param>
    /// <param name="folders">The device's places.</param>
    /// <exception cref="CommandException">It is not installed.</exception>
    static IMovableNucleus Of(FoundNucleus found, ProvisioningOptions options, DeviceFolders folders)
    {
        if (found.Kind == NucleusKind.Lite)
        {
            return new MovableLiteNucleus(found, folders);
        }

        string root = found.Places.ClassicFolder;
        return ClassicNucleus.Find(root) is ClassicNucleus classic
            ? new MovableClassicNucleus(found.Places, classic, options.Plugin, folders)
            : throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus in {root} has a configuration, but is not installed: {Path.Combine(root, "alts/current")} does not exist; nothing was changed",
                "name its folder with --nucleus-root DIR; a nucleus that is yet to be installed is provisioned without --from-files"
            );
    }
}
