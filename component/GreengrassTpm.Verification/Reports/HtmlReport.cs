using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace GreengrassTpm.Verification;

/// <summary>
/// The report as one HTML page that needs nothing else: no script, no font, no picture, no network. It is built as a tree, so
/// that every text in it is escaped by the library, and its Content-Security-Policy allows its own style sheet and nothing else.
/// </summary>
public static class HtmlReport
{
    private static readonly (string Area, string Title)[] Areas =
    [
        ("store", "Token store"),
        ("module", "PKCS#11 module"),
        ("token", "Token"),
        ("key", "Private key"),
        ("certificate", "Certificate"),
        ("chip", "TPM"),
        ("pin", "PIN"),
        ("nucleus", "Nucleus"),
        ("rotation", "Rotation"),
        ("tls", "Connection"),
        ("clock", "Clock"),
        ("registry", "AWS IoT registry"),
    ];

    /// <summary>The page's text.</summary>
    /// <param name="document">The document.</param>
    public static string Write(VerificationDocument document)
    {
        string style = ReadStyle();
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        string policy =
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
        XElement page = Element(
            "html",
            new XAttribute("lang", "en"),
            Element(
                "head",
                Element("meta", new XAttribute("charset", "utf-8")),
                Element(
                    "meta",
                    new XAttribute("http-equiv", "Content-Security-Policy"),
                    new XAttribute("content", policy)
                ),
                Meta("viewport", "width=device-width, initial-scale=1"),
                Meta("color-scheme", "light dark"),
                Meta("robots", "noindex"),
                Element("title", HtmlParts.Clean($"{TextReport.Word(document.Fitness)} – {Device(document)}")),
                Element("style", style)
            ),
            Element("body", Header(document), Main(document), Footer(document))
        );
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static XElement Header(VerificationDocument document) =>
        Element(
            "header",
            Class($"verdict {document.Fitness}"),
            HtmlParts.Text("p", "kicker", "Device verification"),
            HtmlParts.Text("h1", "device", Device(document)),
            HtmlParts.Text("p", "fitness", TextReport.Word(document.Fitness)),
            Element(
                "ul",
                Class("counts"),
                document
                    .Checks.CountBy(check => check.Verdict)
                    .Select(count =>
                        HtmlParts.Text(
                            "li",
                            count.Key,
                            $"{count.Value.ToString(CultureInfo.InvariantCulture)} {count.Key}"
                        )
                    )
            ),
            Element("p", Class("when"), "Examined ", HtmlParts.Time(document.ExaminedAt))
        );

    private static XElement Main(VerificationDocument document) =>
        Element(
            "main",
            HtmlFindings.ToDo(document),
            Element("div", Class("cards"), HtmlCards.Credential(document), HtmlCards.Chip(document)),
            Section(
                "checks",
                "Checks",
                HtmlFindings.Legend(),
                Areas.Select(area => HtmlFindings.Area(document, area.Area, area.Title))
            ),
            HtmlTimeline.Of(document)
        );

    private static XElement Footer(VerificationDocument document) =>
        Element(
            "footer",
            HtmlParts.Text(
                "p",
                "product",
                $"GreengrassTpm {document.ProductVersion}. This page holds no secret and loads nothing."
            )
        );

    private static string Device(VerificationDocument document) =>
        document.Subject.ThingName ?? $"Token {document.Subject.TokenLabel}";

    private static XElement Meta(string name, string content) =>
        Element("meta", new XAttribute("name", name), new XAttribute("content", content));

    private static XElement Section(string id, string title, params object?[] content) =>
        HtmlParts.Section(id, title, content);

    private static XElement Element(string name, params object?[] content) => HtmlParts.Element(name, content);

    private static XAttribute Class(string name) => HtmlParts.Class(name);

    private static string ReadStyle()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
