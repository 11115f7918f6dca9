using GreengrassTpm.Build;

namespace GreengrassTpm.Testing;

/// <summary>
/// The native executables that the build has published: in the folder that <c>GREENGRASSTPM_ARTIFACTS</c> names, as the
/// build's own test run sets it, else in <c>artifacts/linux-x64</c> below the repository's root.
/// </summary>
public static class PublishedExecutables
{
    /// <summary>Finds one.</summary>
    /// <param name="name">Its file name, for example <c>greengrass-tpm-bootstrap</c>.</param>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="FileNotFoundException">It has not been published.</exception>
    public static string Find(string name)
    {
        string folder =
            Environment.GetEnvironmentVariable(TestSuite.ArtifactsVariable)
            ?? Path.Combine(RepositoryRoot.Find(AppContext.BaseDirectory), "artifacts", "linux-x64");
        string path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"There is no {name} in {folder}. 'dotnet run --project build -- --target Publish' makes it; "
                    + $"{TestSuite.ArtifactsVariable} names another folder.",
                path
            );
    }
}
