using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.GreengrassV2.Model;

namespace GreengrassTpm.Release;

/// <summary>
/// The configuration update of a component in a revised deployment. A device that joins a group later gets the newest
/// revision alone, so what earlier ones have set must be in it too.
/// </summary>
public static class ConfigurationMerge
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Adds a change to an update.</summary>
    /// <param name="before">The update so far; null for none.</param>
    /// <param name="merge">What is merged on top; null for nothing.</param>
    /// <param name="reset">JSON pointers of values that go back to the recipe's defaults.</param>
    /// <returns>The update; null if it would do nothing.</returns>
    /// <exception cref="ReleaseException">The update so far holds no JSON object.</exception>
    public static ComponentConfigurationUpdate? Combine(
        ComponentConfigurationUpdate? before,
        JsonObject? merge,
        IReadOnlyList<string> reset
    )
    {
        JsonObject merged = Parse(before?.Merge);
        foreach (string pointer in reset)
        {
            Remove(merged, pointer);
        }

        Merge(merged, merge ?? []);
        List<string> resets = [.. (before?.Reset ?? []).Union(reset)];
        return merged.Count == 0 && resets.Count == 0
            ? null
            : new ComponentConfigurationUpdate
            {
                Merge = merged.Count == 0 ? null : merged.ToJsonString(Plain),
                Reset = resets.Count == 0 ? null : resets,
            };
    }

    /// <summary>Whether two updates do the same.</summary>
    /// <param name="one">One; null for none.</param>
    /// <param name="other">The other; null for none.</param>
    /// <returns>True if they do.</returns>
    public static bool AreSame(ComponentConfigurationUpdate? one, ComponentConfigurationUpdate? other) =>
        JsonNode.DeepEquals(Parse(one?.Merge), Parse(other?.Merge))
        && (one?.Reset ?? []).SequenceEqual(other?.Reset ?? []);

    private static JsonObject Parse(string? merge)
    {
        try
        {
            return merge is null ? [] : JsonNode.Parse(merge) as JsonObject ?? [];
        }
        catch (JsonException exception)
        {
            throw new ReleaseException(
                "The deployment so far merges something into our configuration that is not JSON. "
                    + "Revise it in the console first.",
                exception
            );
        }
    }

    /// <summary>Objects are merged into each other, everything else replaces what was there, as a nucleus does it.</summary>
    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach ((string key, JsonNode? value) in from)
        {
            if (value is JsonObject child && into[key] is JsonObject existing)
            {
                Merge(existing, child);
            }
            else
            {
                into[key] = value?.DeepClone();
            }
        }
    }

    private static void Remove(JsonObject from, string pointer)
    {
        string[] keys = [.. pointer.Split('/').Skip(1).Select(Unescaped)];
        JsonObject? parent = from;
        foreach (string key in keys.SkipLast(1))
        {
            parent = parent?[key] as JsonObject;
        }

        if (keys.Length == 0)
        {
            from.Clear();
        }
        else
        {
            parent?.Remove(keys[^1]);
        }
    }

    private static string Unescaped(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
