using System.Security.Cryptography;
using System.Text;
using GreengrassTpm.Build;
using GreengrassTpm.Release;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Has a device's nucleus install a version of the program by the recipe, and run what was installed.</summary>
/// <param name="device">The device: its root and its own folder.</param>
internal sealed class RecipeInstallation(Device device)
{
    private const string TextOfStep = "Script";
    private const string Artifact = "greengrass-tpm-linux-x64";

    private static readonly byte[] Version = Encoding.ASCII.GetBytes("0.1.0+");

    /// <summary>What the install step runs.</summary>
    public string Script => device.FileNamed("install.sh");

    /// <summary>Where the recipe puts the program.</summary>
    public string Program => Path.Combine(device.State, "bin/greengrass-tpm");

    /// <summary>Delivers a program: the next start of the component installs it.</summary>
    public void Deliver(string program)
    {
        string artifacts = Directory.CreateDirectory(device.FileNamed("artifacts")).FullName;
        string artifact = Path.Combine(artifacts, Artifact);
        File.Copy(program, artifact, overwrite: true);
        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(artifact)));
        Recipe recipe = RecipeTemplate.Package(
            File.ReadAllText(Path.Combine(RepositoryRoot.Find(AppContext.BaseDirectory), "recipe.yaml")),
            new RecipeValues("a.b", "1.0.0", "author", new Dictionary<string, string> { [Artifact] = digest })
        );
        File.WriteAllText(
            Script,
            ((string)recipe.Manifests[0]["Lifecycle"]!["install"]![TextOfStep]!)
                .Replace("{artifacts:path}", artifacts, StringComparison.Ordinal)
                .Replace("/var/lib/greengrass-tpm", device.State, StringComparison.Ordinal)
                .Replace(" verify ", $" verify --root {device.Root} ", StringComparison.Ordinal)
        );
    }

    /// <summary>The same program with another version in it, and so with another digest.</summary>
    /// <param name="program">The program.</param>
    /// <param name="version">As long as the one that is in it.</param>
    /// <returns>The path of the other one.</returns>
    public string Stamp(string program, string version)
    {
        byte[] bytes = File.ReadAllBytes(program);
        int place = bytes.AsSpan().IndexOf(Version);
        Encoding.ASCII.GetBytes(version).CopyTo(bytes, place);
        string other = device.FileNamed($"greengrass-tpm-{version}");
        File.Copy(program, other, overwrite: true);
        File.WriteAllBytes(other, bytes);
        return other;
    }
}
