using System.Text.Json.Nodes;
using Semver;

namespace GreengrassTpm.Release;

/// <summary>
/// What a recipe must fulfil before it leaves the house. The cloud finds some of it only after the upload, and the rest
/// shows on devices alone.
/// </summary>
public static class RecipeRules
{
    /// <summary>The most bytes of a recipe that the cloud takes.</summary>
    public const int MostBytes = 16_000;

    /// <summary>The platforms that the product is made for, each as the recipe names it.</summary>
    public static IReadOnlyList<string> Architectures { get; } = ["amd64", "aarch64"];

    /// <summary>Checks a packaged or final recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="artifacts">File names of the component's artifacts that are at hand.</param>
    /// <exception cref="ReleaseException">Something is wrong; the message names everything that is.</exception>
    public static void Demand(Recipe recipe, IReadOnlyCollection<string> artifacts)
    {
        Problem[] problems = [.. Problems(recipe, artifacts)];
        if (problems.Length > 0)
        {
            throw new ReleaseException("The recipe", problems);
        }
    }

    /// <summary>Everything that is wrong with a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="artifacts">File names of the component's artifacts that are at hand.</param>
    /// <returns>What is wrong; none for a good one.</returns>
    public static IEnumerable<Problem> Problems(Recipe recipe, IReadOnlyCollection<string> artifacts) =>
        [
            .. RecipeSchema.Problems(recipe.Document),
            .. Size(recipe),
            .. Versions(recipe),
            .. Platforms(recipe),
            .. Artifacts(recipe, artifacts),
            .. RecipePlaceholders.Problems(recipe),
            .. AccessControlRules.Problems(recipe),
            .. LiteRules.Problems(recipe),
        ];

    private static IEnumerable<Problem> Size(Recipe recipe) =>
        recipe.Size > MostBytes ? [new Problem("", $"is {recipe.Size} bytes long; the cloud takes {MostBytes}")] : [];

    private static IEnumerable<Problem> Versions(Recipe recipe)
    {
        if (!ComponentVersionText.IsUsable(recipe.Version))
        {
            yield return new Problem("ComponentVersion", $"'{recipe.Version}' is no semantic version such as 1.2.3");
        }

        foreach ((string name, JsonNode? dependency) in recipe.Document["ComponentDependencies"] as JsonObject ?? [])
        {
            string requirement = Recipe.AsText((dependency as JsonObject)?["VersionRequirement"]) ?? "";
            if (!SemVersionRange.TryParseNpm(requirement, out _))
            {
                yield return new Problem(
                    $"ComponentDependencies/{name}/VersionRequirement",
                    $"'{requirement}' is no range of versions such as '>=2.6.0 <3.0.0'"
                );
            }
        }
    }

    /// <summary>A nucleus takes the first manifest that fits: one for each platform, none twice.</summary>
    private static IEnumerable<Problem> Platforms(Recipe recipe)
    {
        string[] platforms = [.. recipe.Manifests.Select(PlatformOf)];
        foreach (string architecture in Architectures.Where(wanted => !platforms.Contains($"linux/{wanted}")))
        {
            yield return new Problem("Manifests", $"has no manifest for linux on {architecture}");
        }

        foreach ((int at, string platform) in platforms.Index())
        {
            if (!Architectures.Any(known => platform == $"linux/{known}"))
            {
                yield return new Problem(
                    $"Manifests/{at}/Platform",
                    $"'{platform}' is not among the platforms that there is a program for: linux on {string.Join(" and ", Architectures)}"
                );
            }
            else if (Array.IndexOf(platforms, platform) < at)
            {
                yield return new Problem($"Manifests/{at}/Platform", $"an earlier manifest is for {platform} already");
            }
        }
    }

    private static string PlatformOf(JsonObject manifest) =>
        manifest["Platform"] is JsonObject platform
            ? $"{Recipe.AsText(platform["os"])}/{Recipe.AsText(platform["architecture"])}"
            : "/";

    private static IEnumerable<Problem> Artifacts(Recipe recipe, IReadOnlyCollection<string> present)
    {
        IReadOnlyList<RecipeArtifact> named = recipe.Artifacts;
        foreach (RecipeArtifact artifact in named.Where(artifact => !present.Contains(artifact.FileName)))
        {
            yield return new Problem(
                artifact.Place,
                $"there is no file '{artifact.FileName}' among the artifacts ({string.Join(", ", present.Order())})"
            );
        }

        foreach (string file in present.Except(named.Select(artifact => artifact.FileName)))
        {
            yield return new Problem("Manifests", $"no manifest uses the artifact '{file}'");
        }
    }
}
