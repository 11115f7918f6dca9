using System.Text.Json.Nodes;

namespace GreengrassTpm.Release;

/// <summary>What nucleus lite cannot do, or does silently in another way than the classic nucleus.</summary>
public static class LiteRules
{
    /// <summary>The most bytes of a recipe that fit into what nucleus lite keeps for one.</summary>
    public const int MostBytes = 8_000;

    /// <summary>What nucleus lite would stumble over. The schema demands its <c>ComponentDescription</c> and <c>Uri</c>.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>What is wrong.</returns>
    public static IEnumerable<Problem> Problems(Recipe recipe) =>
        [.. Size(recipe), .. recipe.Manifests.SelectMany((manifest, at) => Manifest(manifest, $"Manifests/{at}"))];

    private static IEnumerable<Problem> Size(Recipe recipe) =>
        recipe.Size is > MostBytes and <= RecipeRules.MostBytes
            ? [new Problem("", $"is {recipe.Size} bytes long; nucleus lite reads {MostBytes}")]
            : [];

    private static IEnumerable<Problem> Manifest(JsonObject manifest, string place)
    {
        if (Recipe.AsText(manifest["Platform"]?["runtime"]) != "*")
        {
            yield return new Problem(
                $"{place}/Platform/runtime",
                "must be '*': nucleus lite passes over a manifest that names no runtime of its own"
            );
        }

        JsonObject lifecycle = manifest["Lifecycle"] as JsonObject ?? [];
        if (!lifecycle.ContainsKey("run") && !lifecycle.ContainsKey("startup"))
        {
            yield return new Problem(
                $"{place}/Lifecycle",
                "needs 'run' or 'startup': nucleus lite starts a component by nothing else"
            );
        }

        if (lifecycle.ContainsKey("bootstrap"))
        {
            yield return new Problem(
                $"{place}/Lifecycle/bootstrap",
                "asks nucleus lite for a restart of the device's nucleus; do what is needed in 'install'"
            );
        }
    }
}
