using System.Text.Json.Nodes;

namespace GreengrassTpm.Release;

/// <summary>What the component asks to be allowed to do over the nucleus' inter-process communication.</summary>
public static class AccessControlRules
{
    /// <summary>Entries that one of the nuclei would not understand, or that ask for more than they name.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>What is wrong.</returns>
    public static IEnumerable<Problem> Problems(Recipe recipe)
    {
        JsonNode? access = recipe.Document["ComponentConfiguration"]?["DefaultConfiguration"]?["accessControl"];
        foreach ((string service, JsonNode? policies) in access as JsonObject ?? [])
        {
            foreach ((string id, JsonNode? policy) in policies as JsonObject ?? [])
            {
                foreach (
                    Problem problem in Policy(recipe.Name, $"accessControl/{service}/{id}", id, policy as JsonObject)
                )
                {
                    yield return problem;
                }
            }
        }
    }

    private static IEnumerable<Problem> Policy(string component, string place, string id, JsonObject? policy)
    {
        if (!id.StartsWith(component + ":", StringComparison.Ordinal))
        {
            yield return new Problem(
                place,
                $"must begin with '{component}:': of two policies with one id on a device, one is lost"
            );
        }

        foreach (string list in (string[])["operations", "resources"])
        {
            string?[] items = [.. (policy?[list] as JsonArray ?? []).Select(Recipe.AsText)];
            if (items.Length == 0)
            {
                yield return new Problem($"{place}/{list}", "must be a list with at least one entry");
            }

            if (items.Contains("*"))
            {
                yield return new Problem($"{place}/{list}", "'*' allows everything; name what is needed");
            }

            if (items.Any(item => item?.Contains('{', StringComparison.Ordinal) ?? true))
            {
                yield return new Problem(
                    $"{place}/{list}",
                    "the classic nucleus fills in variables here only if it has been configured to; use '*' in their place"
                );
            }
        }
    }
}
