using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace GreengrassTpm.Verification;

/// <summary>The pieces that the HTML page is made of.</summary>
internal static class HtmlParts
{
    /// <summary>An element. One that HTML does not know as void must not be empty: its end tag would be missing.</summary>
    internal static XElement Element(string name, params object?[] content) => new(name, content);

    internal static XAttribute Class(string name) => new("class", name);

    /// <summary>An element with a text; "–" stands for an empty one.</summary>
    internal static XElement Text(string name, string className, string? text) =>
        new(name, Class(className), Clean(text));

    /// <summary>A text that XML can hold: control characters, which come from tokens and servers, are replaced.</summary>
    internal static string Clean(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? "–"
            : new string([
                .. text.Select(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter) ? letter : '\uFFFD'),
            ]);

    /// <summary>A time that programs can read as well.</summary>
    internal static XElement Time(DateTimeOffset time) =>
        new(
            "time",
            new XAttribute(
                "datetime",
                time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            ),
            time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)
        );

    /// <summary>A section with a heading.</summary>
    internal static XElement Section(string id, string title, params object?[] content) =>
        new(
            "section",
            Class(id),
            new XAttribute("aria-labelledby", $"{id}-title"),
            new XElement("h2", new XAttribute("id", $"{id}-title"), title),
            content
        );

    /// <summary>A verdict: a word, a sign and a colour, so that none of them has to be seen.</summary>
    internal static XElement Badge(string verdict) =>
        new(
            "span",
            Class($"badge {verdict}"),
            new XElement("span", Class("sign"), new XAttribute("aria-hidden", "true"), Sign(verdict)),
            verdict
        );

    private static string Sign(string verdict) =>
        verdict switch
        {
            "ok" => "✓",
            "warning" => "!",
            "failed" => "✕",
            "error" => "?",
            _ => "–",
        };
}
