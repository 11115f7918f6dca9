using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The classic nucleus' own installer, unpacked, with the Pkcs11Provider plugin beside it.</summary>
/// <param name="folder">The folder: <c>lib/Greengrass.jar</c> and <c>aws.greengrass.crypto.Pkcs11Provider*.jar</c>.</param>
/// <param name="configuration">The configuration that was written for the nucleus.</param>
/// <param name="nucleusRoot">Where the nucleus goes.</param>
internal sealed class NucleusInstaller(string folder, string configuration, string nucleusRoot)
{
    /// <summary>Where the nucleus goes unless something else is said.</summary>
    internal const string DefaultRoot = "/greengrass/v2";

    /// <summary>The files of the plugin without which the nucleus cannot use a token.</summary>
    internal const string PluginPattern = "aws.greengrass.crypto.Pkcs11Provider*.jar";

    /// <summary>The installer's folder.</summary>
    internal string Folder => folder;

    /// <summary>Where the nucleus goes.</summary>
    internal string NucleusRoot => nucleusRoot;

    /// <summary>Whether a nucleus is there: its loader starts what this link leads to.</summary>
    internal bool IsInstalled => Path.Exists(Path.Combine(nucleusRoot, "alts", "current"));

    private string Jar => Path.Combine(folder, "lib", "Greengrass.jar");

    /// <summary>Makes sure that the installer can be run.</summary>
    /// <exception cref="CommandException">Something is missing; says what.</exception>
    internal void Require()
    {
        if (!File.Exists(Jar))
        {
            throw Missing(
                $"{Jar} does not exist",
                "unpack the nucleus (greengrass-nucleus-latest.zip) into that folder"
            );
        }

        if (FindPlugin() is null)
        {
            throw Missing(
                $"{folder} has no {PluginPattern}",
                "put the PKCS#11 provider plugin of AWS IoT Greengrass into that folder: without it the nucleus cannot use a key in a TPM"
            );
        }

        if (SystemProgram.Find("java") is null)
        {
            throw Missing("java is not installed", "install it: apt-get install default-jre-headless");
        }
    }

    /// <summary>Installs the nucleus as a system service.</summary>
    /// <param name="store">The folder of the token.</param>
    /// <param name="tcti">How the TPM is reached.</param>
    /// <exception cref="CommandException">The installer failed; says with what.</exception>
    internal void Run(string store, string tcti) =>
        SystemProgram.Run(
            "java",
            [
                $"-Droot={nucleusRoot}",
                "-Dlog.store=FILE",
                "-jar",
                Jar,
                "--trusted-plugin",
                FindPlugin()!,
                "--init-config",
                configuration,
                "--component-default-user",
                "ggc_user:ggc_group",
                "--setup-system-service",
                "true",
            ],
            new Dictionary<string, string> { ["TPM2_PKCS11_STORE"] = store, ["TPM2_PKCS11_TCTI"] = tcti }
        );

    private string? FindPlugin() =>
        Directory.EnumerateFiles(folder, PluginPattern).Order(StringComparer.Ordinal).FirstOrDefault();

    private static CommandException Missing(string message, string hint) => new(ExitCode.Configuration, message, hint);
}
