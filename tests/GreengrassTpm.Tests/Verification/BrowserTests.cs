using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using GreengrassTpm.Tpm;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.Tests.Verification;

/// <summary>The HTML page in a real browser.</summary>
[Trait("Category", "Browser")]
public sealed class BrowserTests
{
    /// <summary>The variable that says where screenshots are kept; without it they are looked at and thrown away.</summary>
    private const string ScreenshotsVariable = "GREENGRASSTPM_SCREENSHOTS";

    [Theory]
    [InlineData("light", "light", 1280)]
    [InlineData("dark", "dark", 1280)]
    [InlineData("phone", "light", 390)]
    [InlineData("phone-dark", "dark", 390)]
    public async Task The_page_shows_what_failed_and_the_browser_has_nothing_to_say(
        string name,
        string scheme,
        int width
    )
    {
        using var folder = PrivateFolder.Create();
        PrivateFolder.OpenToEveryone(folder.Path);
        string page = folder.File("report.html");
        await File.WriteAllTextAsync(page, HtmlReport.Write(Document()));
        await using Chromium browser = await Chromium.StartAsync(folder.Folder("profile"));

        await browser.EmulateAsync(width, scheme);
        await browser.OpenAsync(new Uri(page));

        Assert.Empty(browser.Messages);
        Assert.True((bool)(await browser.AskAsync(IsVisible))!, "The failed check is not visible.");
        Assert.Equal(
            0,
            (int)
                (await browser.AskAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!
        );
        Assert.Equal(scheme == "dark", (bool)(await browser.AskAsync(IsDark))!);
        byte[] picture = await browser.CaptureAsync();
        Assert.True(picture.Length > 10_000, "The picture is empty.");
        await KeepAsync(name, picture);
    }

    private const string IsVisible = """
        (() => { const e = document.querySelector('.todo .finding.failed'); const r = e.getBoundingClientRect();
          return r.width > 100 && r.top >= 0 && r.top < 1200 && getComputedStyle(e).visibility === 'visible' && e.innerText.includes('token.login'); })()
        """;

    private const string IsDark =
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(c => Number(c) < 100)";

    private static async Task KeepAsync(string name, byte[] picture)
    {
        if (Environment.GetEnvironmentVariable(ScreenshotsVariable) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"report-{name}.png"), picture);
        }
    }

    private static VerificationDocument Document()
    {
        VerificationDocument document = VerificationReport
            .Of(
                PreparedDevice.Create() with
                {
                    Login = new LoginFacts(
                        LoginOutcome.Refused,
                        "The token 'greengrass' refused the user PIN (CKR_PIN_INCORRECT). It was tried once and will not be tried again."
                    ),
                    Chip = PreparedDevice.Chip((TpmProperty.MaxAuthFail, 3)),
                    Registry = Finding.Skipped("The registry was not to be asked."),
                }
            )
            .ToDocument();
        return document with { Rotations = [.. Rotations()] };
    }

    private static IEnumerable<DocumentRotation> Rotations()
    {
        DateTimeOffset now = PreparedDevice.Now;
        yield return new(
            "a",
            nameof(RotationState.Retired),
            now.AddDays(-200),
            now.AddDays(-200).AddHours(1),
            now.AddDays(-200),
            "schedule",
            null
        );
        yield return new(
            "b",
            nameof(RotationState.RolledBack),
            now.AddDays(-110),
            now.AddDays(-110).AddHours(1),
            now.AddDays(-110),
            "schedule",
            "the nucleus was not seen to use the new credential within 15 minutes"
        );
        yield return new(
            "c",
            nameof(RotationState.Retired),
            now.AddDays(-109),
            now.AddDays(-109).AddHours(1),
            now.AddDays(-109),
            "command",
            null
        );
        yield return new(
            "d",
            nameof(RotationState.Switched),
            now.AddDays(-10),
            now.AddDays(-10),
            now.AddDays(-10),
            "request:2026-05",
            null
        );
    }
}
