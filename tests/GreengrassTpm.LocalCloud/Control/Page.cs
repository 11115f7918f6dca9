using System.Globalization;
using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>Cuts lists into pages. A token is the number of items before the page.</summary>
internal static class Page
{
    private const int DefaultSize = 25;
    private const int MaximumSize = 250;

    /// <summary>The page that a call asks for, and the token of the next one.</summary>
    /// <param name="items">The whole list.</param>
    /// <param name="token">Token of the page; null for the first.</param>
    /// <param name="size">Most items on a page, as text; null for the default.</param>
    /// <exception cref="ServiceError">Token or size is not valid.</exception>
    public static (IReadOnlyList<T> Items, string? NextToken) Of<T>(IEnumerable<T> items, string? token, string? size)
    {
        var start = Number(token, 0, int.MaxValue, "token");
        var count = Number(size, DefaultSize, MaximumSize, "page size");
        var rest = items.Skip(start).ToList();
        return (
            [.. rest.Take(count)],
            rest.Count > count ? (start + count).ToString(CultureInfo.InvariantCulture) : null
        );
    }

    /// <summary>A page as a JSON list of what each item becomes.</summary>
    public static JsonArray Json<T>(IEnumerable<T> items, Func<T, JsonNode?> item) => [.. items.Select(item)];

    private static int Number(string? text, int fallback, int maximum, string what)
    {
        if (text is null)
        {
            return fallback;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum
            ? number
            : throw ServiceError.InvalidRequest($"Invalid {what}: {text}");
    }
}
