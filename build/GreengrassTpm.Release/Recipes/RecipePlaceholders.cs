using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GreengrassTpm.Release;

/// <summary>
/// Braces in a recipe. A nucleus fills in the variables that it knows; nucleus lite takes any opening brace in a script for
/// the start of one and cuts off what it does not know.
/// </summary>
public static partial class RecipePlaceholders
{
    private static readonly string[] Known =
    [
        "{artifacts:path}",
        "{artifacts:decompressedPath}",
        "{work:path}",
        "{kernel:rootPath}",
        "{iot:thingName}",
    ];

    /// <summary>Braces that would not be filled in.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>What is wrong.</returns>
    public static IEnumerable<Problem> Problems(Recipe recipe) =>
        [
            .. Texts(recipe.Document, "")
                .SelectMany(text =>
                    Unfilled()
                        .Matches(text.Value)
                        .Select(match => new Problem(text.Place, $"{match.Value} has not been filled in"))
                ),
            .. Scripts(recipe).SelectMany(script => Braces(recipe, script.Place, script.Value)),
        ];

    private static IEnumerable<(string Place, string Value)> Scripts(Recipe recipe) =>
        recipe.Manifests.SelectMany(
            (manifest, at) =>
                (manifest["Lifecycle"] as JsonObject ?? []).Select(step =>
                    (
                        $"Manifests/{at}/Lifecycle/{step.Key}/Script",
                        Recipe.AsText((step.Value as JsonObject)?["Script"]) ?? ""
                    )
                )
        );

    private static IEnumerable<Problem> Braces(Recipe recipe, string place, string script)
    {
        for (int at = script.IndexOf('{', StringComparison.Ordinal); at >= 0; at = script.IndexOf('{', at + 1))
        {
            string rest = script[at..];
            string variable = Variable().Match(rest).Value;
            if (!Known.Contains(variable) && !Unfilled().IsMatch(variable) && !IsConfiguration(recipe, variable))
            {
                yield return new Problem(
                    place,
                    $"'{rest.Split('\n')[0]}' opens a variable that no nucleus knows; write the script without this brace"
                );
            }
        }
    }

    /// <summary>A JSON pointer into the component's own configuration, at a value that is there.</summary>
    private static bool IsConfiguration(Recipe recipe, string variable)
    {
        const string Prefix = "{configuration:/";
        if (!variable.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        JsonNode? node = recipe.Document["ComponentConfiguration"]?["DefaultConfiguration"];
        foreach (string key in variable[Prefix.Length..^1].Split('/'))
        {
            node = (node as JsonObject)?[key];
        }

        return node is not null;
    }

    private static IEnumerable<(string Place, string Value)> Texts(JsonNode? node, string place) =>
        node switch
        {
            JsonObject entries => entries.SelectMany(entry =>
                Texts(entry.Value, Join(place, entry.Key)).Prepend((place, entry.Key))
            ),
            JsonArray items => items.SelectMany((item, index) => Texts(item, Join(place, $"{index}"))),
            _ => Recipe.AsText(node) is { } text ? [(place, text)] : [],
        };

    private static string Join(string place, string key) => place.Length == 0 ? key : $"{place}/{key}";

    [GeneratedRegex(@"\{([A-Z_]+|SHA256:[^{}]*)\}")]
    private static partial Regex Unfilled();

    [GeneratedRegex(@"\A\{[^{}\s]*\}")]
    private static partial Regex Variable();
}
