using System.Security.Cryptography;
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
    /// <summary>The plugin for PKCS#11, as its component and its configuration are named.</summary>
    internal const string Provider = "aws.greengrass.crypto.Pkcs11Provider";

    /// <summary>Its root folder.</summary>
    internal string Root => root;

    /// <summary>The link to what of it is installed at present.</summary>
    internal string Installation => InstallationIn(root);

    private string Jar => Path.Combine(Installation, "distro", "lib", "Greengrass.jar");

    /// <summary>Whether a process of it runs: its loader names the root folder on the command line.</summary>
    internal bool IsRunning() => RunningPrograms.WithArgument($"-Droot={root}").Any();

    /// <summary>Finds it; null if there is none.</summary>
    internal static ClassicNucleus? Find(string root) =>
        Path.Exists(InstallationIn(root)) ? new ClassicNucleus(root) : null;

    /// <summary>Where a nucleus that is installed in a folder has the link to its present version.</summary>
    internal static string InstallationIn(string root) => Path.Combine(root, "alts", "current");

    /// <summary>Why its configuration cannot be changed, in words; null where it can.</summary>
    internal string? Obstacle =>
        !File.Exists(Jar) ? $"only its own program may rewrite its configuration, and {Jar} does not exist"
        : SystemProgram.Find("java") is null
            ? "only its own program may rewrite its configuration, and java is not installed"
        : null;

    /// <summary>Makes sure that its configuration can be changed.</summary>
    /// <exception cref="CommandException">It cannot; says what to do.</exception>
    internal void Require()
    {
        if (Obstacle is string obstacle)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus in {root} keeps its configuration to itself: {obstacle}; nothing was changed",
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

    /// <summary>Has it use the credential on the token.</summary>
    /// <param name="file">What provisioning has written for it.</param>
    /// <param name="plugin">The plugin for PKCS#11, to be trusted from then on; null where it has it.</param>
    /// <param name="folders">The device's places.</param>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    internal void SetToken(string file, string? plugin, DeviceFolders folders)
    {
        byte[] content = File.ReadAllBytes(file);
        try
        {
            MergeFresh(content, folders, plugin);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private void MergeText(YamlMappingNode change, DeviceFolders folders) =>
        MergeFresh(Encoding.UTF8.GetBytes(Write(change)), folders);

    /// <summary>
    /// Has it merge a change over its configuration (<c>--init-config</c>), without starting it. It takes a value for as old as its file
    /// (Configuration.read) and passes over one that is older than what it has (Topic.withNewerValue), so the file is always a new one.
    /// </summary>
    private void MergeFresh(byte[] change, DeviceFolders folders, string? plugin = null)
    {
        AtomicFile.Write(folders.NucleusChange, change);
        try
        {
            Merge(folders.NucleusChange, plugin);
        }
        finally
        {
            AtomicFile.Delete(folders.NucleusChange);
        }
    }

    private void Merge(string file, string? plugin) =>
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

    private static bool HasFile(string folder, string pattern) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Any();
}
