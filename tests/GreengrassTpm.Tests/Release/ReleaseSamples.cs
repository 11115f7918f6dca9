using GreengrassTpm.Release;
using GreengrassTpm.Tests.Architecture;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>The product's own recipe and configuration, and small files in place of its executables.</summary>
internal static class ReleaseSamples
{
    public const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static readonly string[] Artifacts = ["greengrass-tpm-linux-arm64", "greengrass-tpm-linux-x64"];

    public static string Template => Repository.Read("recipe.yaml");

    public static GdkConfiguration Configuration => GdkConfiguration.Parse(Repository.Read("gdk-config.json"));

    public static Recipe Packaged => Package(Template);

    /// <summary>The packaged recipe after one change of the repository's.</summary>
    public static Recipe PackagedWith(string old, string replacement)
    {
        Assert.Contains(old, Template, StringComparison.Ordinal);
        return Package(Template.Replace(old, replacement, StringComparison.Ordinal));
    }

    public static Recipe Package(string template) =>
        RecipeTemplate.Package(
            template,
            new RecipeValues(
                Configuration.ComponentName,
                Configuration.Version,
                Configuration.Author,
                Artifacts.ToDictionary(name => name, _ => Digest)
            )
        );

    /// <summary>Puts stand-ins for the published executables where the build puts those.</summary>
    public static IReadOnlyList<PackagedProgram> Publish(string root) =>
        [
            .. from program in (string[])["greengrass-tpm-bootstrap", "greengrass-tpm"]
            from architecture in DeviceArchitecture.All
            select new PackagedProgram(
                program,
                architecture,
                StandIn(Path.Combine(root, "artifacts", architecture.RuntimeIdentifier, program), architecture),
                IsArtifact: program == "greengrass-tpm"
            ),
        ];

    /// <summary>The beginning of an executable, and its own path to tell it from the others.</summary>
    private static string StandIn(string path, DeviceArchitecture architecture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] header = new byte[64];
        ((byte[])[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(header, 0);
        BitConverter.TryWriteBytes(header.AsSpan(18), architecture.ElfMachine);
        File.WriteAllBytes(path, [.. header, .. System.Text.Encoding.UTF8.GetBytes(path)]);
        return path;
    }
}
