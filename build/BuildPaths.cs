using Cake.Core.IO;

namespace GreengrassTpm.Build;

/// <summary>Where the build finds and puts things. All paths are absolute.</summary>
/// <param name="root">The repository's root.</param>
/// <param name="runtimeIdentifier">The runtime identifier to publish for.</param>
public sealed class BuildPaths(DirectoryPath root, string runtimeIdentifier)
{
    /// <summary>The repository's root.</summary>
    public DirectoryPath Root { get; } = root;

    /// <summary>The solution: everything that is compiled.</summary>
    public FilePath Solution => Root.CombineWithFilePath(RepositoryRoot.SolutionFile);

    /// <summary>Everything that the build makes, apart from the compiler's own folders.</summary>
    public DirectoryPath Artifacts => Root.Combine("artifacts");

    /// <summary>The executables published for <c>--runtime</c>, side by side.</summary>
    public DirectoryPath Published => PublishedFor(runtimeIdentifier);

    /// <summary>The release: recipe, executables for all architectures, bill of materials, digests.</summary>
    public DirectoryPath Package => Artifacts.Combine("package");

    /// <summary>The recipe, not yet filled in; the root of the repository, where gdk looks for it, has a link to it.</summary>
    public FilePath RecipeTemplate => Root.CombineWithFilePath("recipe.yaml");

    /// <summary>Name, version and bucket of the component, for gdk and for us.</summary>
    public FilePath GdkConfiguration => Root.CombineWithFilePath("gdk-config.json");

    /// <summary>One result file for each test suite.</summary>
    public DirectoryPath TestResults => Artifacts.Combine("test-results");

    /// <summary>The executables published for one kind of machine, side by side.</summary>
    /// <param name="runtime">Its runtime identifier.</param>
    /// <returns>Their folder.</returns>
    public DirectoryPath PublishedFor(string runtime) => Artifacts.Combine(runtime);

    /// <summary>A project's file, from its folder, for example <c>component/GreengrassTpm.Bootstrap</c>.</summary>
    /// <param name="folder">The project's folder, relative to the root; the file is named after it.</param>
    /// <returns>The project file.</returns>
    public FilePath Project(string folder)
    {
        DirectoryPath path = Root.Combine(folder);
        return path.CombineWithFilePath(path.GetDirectoryName() + ".csproj");
    }
}
