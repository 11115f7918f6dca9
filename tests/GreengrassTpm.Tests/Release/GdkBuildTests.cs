using System.Text.Json.Nodes;
using GreengrassTpm.Release;
using GreengrassTpm.Testing;
using GreengrassTpm.Tests.Architecture;
using GreengrassTpm.Tests.Build;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>
/// What gdk 1.6 does around a custom build, with the product's own configuration and recipe and stand-ins for the
/// executables: it looks for one recipe, wipes its folder, runs the command, looks at the exit code, and publishes what it
/// finds.
/// </summary>
public sealed class GdkBuildTests : IDisposable
{
    private readonly PrivateFolder _project = PrivateFolder.Create();

    public GdkBuildTests()
    {
        foreach (string file in (string[])["recipe.yaml", "gdk-config.json"])
        {
            File.WriteAllText(_project.File(file), Repository.Read(file));
        }

        ReleaseSamples.Publish(_project.Path);
    }

    [Theory]
    [InlineData("0.1.0")]
    [InlineData("NEXT_PATCH")]
    public void Gdk_finds_recipe_and_artifacts_where_it_looks(string version)
    {
        Rewrite("gdk-config.json", "\"version\": \"0.1.0\"", $"\"version\": \"{version}\"");
        string artifacts = Prepare(version);

        ChildResult build = RunCommand();

        Assert.True(build.ExitCode == 0, build.Output + build.Error);
        Assert.Equal(ReleaseSamples.Artifacts, Names(artifacts));
        Assert.Equal(["recipe.yaml"], Names(_project.File("greengrass-build/recipes")));
        Recipe published = PublishAsGdkDoes(artifacts);
        Assert.Empty(RecipeRules.Problems(published, ReleaseSamples.Artifacts));
        Assert.Equal("7.0.0", published.Version);
    }

    [Fact]
    public void A_build_that_fails_tells_gdk_so_and_leaves_no_recipe()
    {
        Prepare("0.1.0");
        File.Delete(_project.File("artifacts/linux-arm64/greengrass-tpm"));

        ChildResult build = RunCommand();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("linux-arm64/greengrass-tpm is missing", build.PlainError(), StringComparison.Ordinal);
        Assert.Empty(Names(_project.File("greengrass-build/recipes")));
    }

    public void Dispose() => _project.Dispose();

    /// <summary>What gdk does before it runs the command.</summary>
    private string Prepare(string version)
    {
        Assert.Single(Directory.GetFiles(_project.Path, "recipe.*"));
        _project.Folder("greengrass-build/recipes");
        return _project.Folder($"greengrass-build/artifacts/{ReleaseSamples.Configuration.ComponentName}/{version}");
    }

    /// <summary>Runs the configured command. Publishing executables takes minutes, so the targets before Package are left out.</summary>
    private ChildResult RunCommand()
    {
        Assert.Equal(
            ["dotnet", "run", "--project", "build", "--", "--target", "GdkBuild"],
            ReleaseSamples.Configuration.BuildCommand
        );
        return BuildProgram.RunBuild(
            "--working",
            _project.Path,
            "--exclusive",
            "--target",
            "Package",
            "--target",
            "GdkBuild"
        );
    }

    /// <summary>What gdk publishes: version and addresses replaced, nothing else.</summary>
    private Recipe PublishAsGdkDoes(string artifacts)
    {
        JsonObject recipe = new Recipe(
            File.ReadAllText(_project.File("greengrass-build/recipes/recipe.yaml"))
        ).Document;
        recipe["ComponentVersion"] = "7.0.0";
        foreach (JsonNode? artifact in recipe["Manifests"]!.AsArray().SelectMany(item => item!["Artifacts"]!.AsArray()))
        {
            string file = ((string)artifact!["Uri"]!).Split('/')[^1];
            Assert.True(File.Exists(Path.Combine(artifacts, file)));
            artifact["Uri"] = $"s3://bucket-eu-central-1-123456789012/name/7.0.0/{file}";
        }

        return new Recipe(recipe.ToJsonString());
    }

    private void Rewrite(string file, string old, string replacement) =>
        File.WriteAllText(
            _project.File(file),
            File.ReadAllText(_project.File(file)).Replace(old, replacement, StringComparison.Ordinal)
        );

    private static IEnumerable<string?> Names(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
