using System.Text;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using static GreengrassTpm.Bootstrap.NucleusYaml;

namespace GreengrassTpm.Bootstrap;

/// <summary>A classic nucleus that is installed on the device. It keeps the PIN in a configuration of its own, which only it may write.</summary>
/// <param name="root">Its root folder, for example <c>/greengrass/v2</c>.</param>
internal sealed class ClassicNucleus(string root)
{
    /// <summary>Its root folder.</summary>
    internal string Root => root;

    private string Jar => Path.Combine(root, "alts", "current", "distro", "lib", "Greengrass.jar");

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
                $"the nucleus in {root} keeps the PIN in its own configuration, which only its program may rewrite, and {(File.Exists(Jar) ? "java is not installed" : $"{Jar} does not exist")}; nothing was changed",
                "put that right, or name the nucleus' folder with --nucleus-root DIR"
            );
        }
    }

    /// <summary>Has it take another PIN into its configuration (<c>--init-config</c> is merged over what is there), without starting it.</summary>
    /// <exception cref="CommandException">It failed; says with what.</exception>
    internal void SetPin(Pin pin, DeviceFolders folders)
    {
        string path = Path.Combine(folders.Configuration, "nucleus-pin.yaml");
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(Configuration(Encoding.UTF8.GetString(pin.Reveal()))));
        try
        {
            SystemProgram.Run(
                "java",
                [$"-Droot={root}", "-Dlog.store=FILE", "-jar", Jar, "--init-config", path, "--start", "false"]
            );
        }
        finally
        {
            AtomicFile.Delete(path);
        }
    }

    private static string Configuration(string pin) =>
        Write(
            Mapping(
                (
                    "services",
                    Mapping(
                        (
                            "aws.greengrass.crypto.Pkcs11Provider",
                            Mapping(("configuration", Mapping(("userPin", Text(pin)))))
                        )
                    )
                )
            )
        );
}
