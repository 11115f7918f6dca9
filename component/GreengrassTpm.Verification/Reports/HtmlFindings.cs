using System.Xml.Linq;
using static GreengrassTpm.Verification.HtmlParts;

namespace GreengrassTpm.Verification;

/// <summary>The checks on the HTML page.</summary>
internal static class HtmlFindings
{
    /// <summary>What somebody should do, the gravest first; null where nothing is.</summary>
    internal static XElement? ToDo(VerificationDocument document)
    {
        DocumentCheck[] open =
        [
            .. document
                .Checks.Where(check => check.Verdict is "failed" or "error" or "warning")
                .OrderBy(check =>
                    (check.Verdict, check.Essential) switch
                    {
                        ("failed", true) => 0,
                        ("error", true) => 1,
                        ("failed", false) => 2,
                        _ => 3,
                    }
                ),
        ];
        return open.Length == 0
            ? null
            : Section("todo", "What to do", Element("ol", Class("findings"), open.Select(check => Item(check, "h3"))));
    }

    /// <summary>What the mark of essential checks means.</summary>
    internal static XElement Legend() =>
        Text(
            "p",
            "legend",
            "A device that fails an essential check is unfit. Skipped checks say why they were skipped."
        );

    /// <summary>The checks of one area; null where there are none.</summary>
    internal static XElement? Area(VerificationDocument document, string area, string title)
    {
        DocumentCheck[] checks =
        [
            .. document.Checks.Where(check => check.Id.StartsWith(area + ".", StringComparison.Ordinal)),
        ];
        return checks.Length == 0
            ? null
            : Element(
                "section",
                Class("area"),
                new XAttribute("aria-label", title),
                Text("h3", "area-title", title),
                Element("ul", Class("findings"), checks.Select(check => Item(check, "h4")))
            );
    }

    private static XElement Item(DocumentCheck check, string heading) =>
        Element(
            "li",
            Class($"finding {check.Verdict}"),
            Badge(check.Verdict),
            Element(
                "div",
                Class("what"),
                Element(
                    heading,
                    Class("heading"),
                    Text("span", "title", check.Title),
                    " ",
                    check.Essential ? Text("span", "essential", "essential") : null
                ),
                Text("p", "evidence", check.Evidence),
                check.Advice is null ? null : Text("p", "advice", check.Advice),
                Text("code", "id", check.Id)
            )
        );
}
