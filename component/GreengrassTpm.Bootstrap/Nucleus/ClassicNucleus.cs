using System.Text;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using YamlDotNet.RepresentationModel;
using static GreengrassTpm.Bootstrap.NucleusYaml;

namespace GreengrassTpm.Bootstrap;

/// <summary>A classic nucleus that is installed on the device. It keeps the PIN in a configuration of its own, which only it may write.</summary>
/// <param name="root">Its root folder, for example <c>/greengrass/v2</c>.</param>
internal sealed class ClassicNucleus(string root)
{
    private const string Provider = "aws.greengrass.crypto.Pkcs11Provider";

    /// <summary>Its root folder.</summary>
    internal string Root => root;

    private string Jar => Path.Combine(root, "alts", "current", "distro", "lib", "Greengrass.jar");

    /// <summary>Whether a process of it runs: its loader names the root folder on the command line.</summary>
    internal bool IsRunning() => RunningPrograms.WithArgument($"-Droot={root}").Any();

    /// <summary>Finds it; null if there is none.</summary>
    internal static ClassicNucleus? Find(string root) =>
        Path.Exists(Path.Combine(root, "alts", "current")) ? new ClassicNucleus(root) : null;

    /// <summary>Makes sure that its configuration can be changed.</summary>
    /// <exception cref="CommandException">It cannot; says what to do.</exception>
    internal void Require()
    {
        if (!File.Exists(Jar) || SystemProgram.Find("java") is null)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus in {root} keeps its configuration to itself: only its own program may rewrite it, and {(File.Exists(Jar) ? "java is not installed" : $"{Jar} does not exist")}; nothing was changed",
                "put that right, or name the nucleus' folder with --nucleus-root DIR"
            );
        }
    }

    /// <summary>Whether it has the plugin without which it cannot use a token: trusted at its installation, or deployed.</summary>
    internal bool HasPlugin =>
        HasFile(Path.Combine(root, "plugins"), NucleusInstaller.PluginPattern)
        || HasFile(Path.Combine(root, "packages", "artifacts", Provider), "*.jar");

    /// <summary>Has it take another PIN into its configuration.</summary>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    internal void SetPin(Pin pin, DeviceFolders folders) =>
        MergeText(
            Mapping(
                (
                    "services",
                    Mapping(
                        (
                            Provider,
                            Mapping(
                                ("configuration", Mapping(("userPin", Text(Encoding.UTF8.GetString(pin.Reveal())))))
                            )
                        )
                    )
                )
            ),
            folders
        );

    /// <summary>Has it use key and certificate in files.</summary>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    internal void SetFiles(RecordedFiles files, DeviceFolders folders) =>
        MergeText(
            Mapping(
                (
                    "system",
                    Mapping(
                        ("certificateFilePath", Text(files.CertificatePath)),
                        ("privateKeyPath", Text(files.PrivateKeyPath))
                    )
                )
            ),
            folders
        );

    /// <summary>Has it merge a file over its configuration (<c>--init-config</c>), without starting it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="plugin">The plugin for PKCS#11, to be trusted from then on; null where it has it.</param>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    internal void Merge(string file, string? plugin = null) =>
        SystemProgram.Run(
            "java",
            [
                $"-Droot={root}",
                "-Dlog.store=FILE",
                "-jar",
                Jar,
                .. plugin is null ? (string[])[] : ["--trusted-plugin", plugin],
                "--init-config",
                file,
                "--start",
                "false",
            ]
        );

    private void MergeText(YamlMappingNode change, DeviceFolders folders)
    {
        AtomicFile.Write(folders.NucleusChange, Encoding.UTF8.GetBytes(Write(change)));
        try
        {
            Merge(folders.NucleusChange);
        }
        finally
        {
            AtomicFile.Delete(folders.NucleusChange);
        }
    }

    private static bool HasFile(string folder, string pattern) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Any();
}
