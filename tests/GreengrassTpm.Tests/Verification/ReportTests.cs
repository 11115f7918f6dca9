using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GreengrassTpm.Credentials;
using GreengrassTpm.Tests.Architecture;
using GreengrassTpm.Verification;
using Json.Schema;
using Xunit;

namespace GreengrassTpm.Tests.Verification;

/// <summary>What people and programs get to read.</summary>
public sealed class ReportTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&\u0007\u001b[31m";

    // A process can register a schema once.
    private static readonly JsonSchema Schema = JsonSchema.FromText(
        Repository.Read("docs/verification-report.schema.json")
    );

    [Fact]
    public void Real_documents_keep_to_the_schema()
    {
        DeviceFacts[] devices =
        [
            PreparedDevice.Create(),
            .. PreparedBreakage.All.Select(one => one.Break(PreparedDevice.Create())),
        ];
        foreach (DeviceFacts device in devices)
        {
            using var json = JsonDocument.Parse(JsonReport.Write(VerificationReport.Of(device).ToDocument()));
            EvaluationResults results = Schema.Evaluate(
                json.RootElement,
                new EvaluationOptions { OutputFormat = OutputFormat.List }
            );
            Assert.True(
                results.IsValid,
                JsonSerializer.Serialize(
                    results.Details?.Where(detail => detail.Errors is not null).Select(detail => detail.Errors)
                )
            );
        }
    }

    [Fact]
    public void The_schema_refuses_what_is_no_report()
    {
        VerificationDocument document = VerificationReport.Of(PreparedDevice.Create()).ToDocument();
        using var other = JsonDocument.Parse(JsonReport.Write(document with { Fitness = "perfect" }));
        using var empty = JsonDocument.Parse("{}");

        Assert.False(Schema.Evaluate(other.RootElement).IsValid);
        Assert.False(Schema.Evaluate(empty.RootElement).IsValid);
    }

    [Fact]
    public void The_page_allows_its_own_style_and_nothing_else()
    {
        IDocument page = Parse(Broken());

        string policy = page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        string style = page.QuerySelector("style")!.TextContent;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.Contains("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{hash}';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("META", page.Head!.Children[1].TagName);
        Assert.Empty(
            page.QuerySelectorAll("script, link, img, iframe, object, embed, form, [style], [onclick], [src], [href]")
        );
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_whole_and_reads_aloud_in_order()
    {
        string text = HtmlReport.Write(Broken());
        List<string> errors = [];
        HtmlParser parser = new(new HtmlParserOptions { IsStrictMode = true });
        parser.Error += (_, error) => errors.Add(error.ToString() ?? "");
        IDocument page = parser.ParseDocument(text);

        Assert.Empty(errors);
        Assert.Equal(("en", 1), (page.DocumentElement.GetAttribute("lang"), page.QuerySelectorAll("h1").Length));
        Assert.All(
            page.QuerySelectorAll("section[aria-labelledby]"),
            section => Assert.NotNull(page.GetElementById(section.GetAttribute("aria-labelledby")!))
        );
        Assert.Equal(
            CheckList.All.Select(check => check.Id).Order(),
            page.QuerySelectorAll(".checks .finding .id").Select(id => id.TextContent).Order()
        );
        Assert.All(
            page.QuerySelectorAll(".badge"),
            badge => Assert.Matches("(ok|warning|failed|skipped|error)$", badge.TextContent)
        );
    }

    [Fact]
    public void What_failed_stands_first_with_what_to_do()
    {
        IDocument page = Parse(Broken());

        IElement first = page.QuerySelector(".todo .finding")!;

        Assert.Contains("failed", first.ClassName, StringComparison.Ordinal);
        Assert.Contains("Do not try others", first.QuerySelector(".advice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Unfit", page.QuerySelector(".fitness")!.TextContent);
    }

    [Fact]
    public void Whatever_a_token_or_a_server_says_stays_text()
    {
        DeviceFacts facts = PreparedDevice.Create() with { Login = new LoginFacts(LoginOutcome.Refused, Hostile) };
        VerificationDocument document = VerificationReport
            .Of(facts with { Subject = facts.Subject with { ThingName = Hostile } })
            .ToDocument();
        IDocument page = Parse(document);
        using StringWriter plain = new();
        TextReport.Write(document, plain, isTerminal: false);

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plain.ToString());
        Assert.DoesNotContain('\u0007', plain.ToString());
    }

    [Fact]
    public void Rotations_are_told_the_latest_first()
    {
        VerificationDocument document = VerificationReport
            .Of(
                PreparedDevice.Create() with
                {
                    Journal = PreparedDevice.Journal(RotationState.Switching, RotationState.Switched),
                }
            )
            .ToDocument();

        Assert.Equal("Activation pending", Parse(document).QuerySelector(".timeline .rotation .state")!.TextContent);
    }

    [Fact]
    public void A_terminal_gets_a_table_and_a_pipe_gets_lines_without_colours()
    {
        using StringWriter pipe = new();
        TextReport.Write(Broken(), pipe, isTerminal: false);

        Assert.DoesNotContain('\u001b', pipe.ToString());
        Assert.Contains("failed   token.login", pipe.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Unfit: ", pipe.ToString().TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    private static VerificationDocument Broken() =>
        VerificationReport
            .Of(
                PreparedDevice.Create() with
                {
                    Login = new LoginFacts(LoginOutcome.Refused, "The token refused the user PIN."),
                    Journal = PreparedDevice.Journal(RotationState.RollingBack, RotationState.RolledBack),
                }
            )
            .ToDocument();

    private static IDocument Parse(VerificationDocument document) =>
        new HtmlParser().ParseDocument(HtmlReport.Write(document));
}
