namespace GreengrassTpm.Release;

/// <summary>
/// The folder <c>greengrass-build</c>, in which gdk expects to find what a custom build has made: <c>recipes/recipe.yaml</c>,
/// and the artifacts flat in <c>artifacts/NAME/VERSION/</c>, with the version as gdk-config.json writes it.
/// </summary>
/// <param name="root">The project's root.</param>
/// <param name="configuration">What gdk-config.json says.</param>
public sealed class GdkBuildFolder(string root, GdkConfiguration configuration)
{
    /// <summary>The folder's name, in the project's root.</summary>
    public const string FolderName = "greengrass-build";

    /// <summary>Where the recipe belongs.</summary>
    public string RecipePath => Path.Combine(root, FolderName, "recipes", ComponentPackage.RecipeFile);

    /// <summary>Where the artifacts belong.</summary>
    public string ArtifactsFolder =>
        Path.Combine(root, FolderName, "artifacts", configuration.ComponentName, configuration.Version);

    /// <summary>Puts a package's recipe and artifacts where gdk looks for them. What else lies there is removed.</summary>
    /// <param name="package">The package.</param>
    public void Fill(ComponentPackage package)
    {
        string folder = Path.Combine(root, FolderName);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(RecipePath)!);
        Directory.CreateDirectory(ArtifactsFolder);
        foreach (PackagedFile artifact in package.Artifacts)
        {
            File.Copy(artifact.Path, Path.Combine(ArtifactsFolder, artifact.Name));
        }

        // Last: without a recipe gdk does not take the build for a finished one.
        File.WriteAllText(RecipePath, package.Recipe.Text);
    }
}
