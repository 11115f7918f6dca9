using System.Globalization;
using GreengrassTpm.Verification;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.Tests.Verification;

/// <summary>Every check against prepared facts, in both directions.</summary>
public sealed class CheckTests(ITestOutputHelper output)
{
    [Fact]
    public void A_check_passes_as_it_should_be_and_says_what_to_do_where_it_is_not()
    {
        VerificationReport healthy = VerificationReport.Of(PreparedDevice.Create());
        output.WriteLine($"{"check", -24} {"healthy", -8} {"broken", -8} what is broken");
        List<string> wrong = [];
        foreach (PreparedBreakage breakage in PreparedBreakage.All)
        {
            VerificationReport broken = VerificationReport.Of(breakage.Break(PreparedDevice.Create()));
            (Finding before, Finding after) = (Find(healthy, breakage.Check), Find(broken, breakage.Check));
            output.WriteLine($"{breakage.Check, -24} {Text(before), -8} {Text(after), -8} {breakage.What}");
            bool isRight =
                before.Verdict == Verdict.Ok
                && after.Verdict == breakage.Verdict
                && after.Advice?.Contains(breakage.Says, StringComparison.Ordinal) == true;
            wrong.AddRange(isRight ? [] : [$"{breakage.Check}, {breakage.What}: {before} → {after}"]);
        }

        Assert.Empty(wrong);
        Assert.Equal(Fitness.Fit, healthy.Fitness);
    }

    [Fact]
    public void No_check_is_left_out_and_each_has_an_id_of_its_own()
    {
        string[] ids = [.. CheckList.All.Select(check => check.Id)];

        Assert.Empty(ids.Except(PreparedBreakage.All.Select(breakage => breakage.Check)));
        Assert.Equal(ids, ids.Distinct());
    }

    [Fact]
    public void A_device_of_which_nothing_was_seen_is_not_called_fit()
    {
        DeviceFacts facts = PreparedDevice.Create();
        Finding hidden = Finding.Unseen("This user may not look.");

        VerificationReport report = VerificationReport.Of(
            facts with
            {
                Store = hidden,
                Objects = hidden,
                Login = hidden,
            }
        );

        Assert.Equal(Fitness.NotExamined, report.Fitness);
        Assert.Equal(
            (Verdict.Skipped, "This user may not look."),
            (Find(report, "token.login").Verdict, Find(report, "token.login").Evidence)
        );
    }

    [Fact]
    public void What_was_not_asked_for_does_not_count_against_a_device()
    {
        Finding offline = Finding.Skipped("No connection was made, as asked for.");

        VerificationReport report = VerificationReport.Of(
            PreparedDevice.Create() with
            {
                DataEndpoint = offline,
                CredentialsEndpoint = offline,
                Registry = offline,
            }
        );

        Assert.Equal(Fitness.Fit, report.Fitness);
    }

    [Theory]
    [InlineData(Verdict.Failed, true, Fitness.Unfit)]
    [InlineData(Verdict.Failed, false, Fitness.FitWithWarnings)]
    [InlineData(Verdict.Warning, true, Fitness.FitWithWarnings)]
    [InlineData(Verdict.Ok, true, Fitness.Fit)]
    public void Only_an_essential_check_makes_a_device_unfit(Verdict verdict, bool isEssential, Fitness fitness)
    {
        Check check = new("a.check", "a check", isEssential, _ => Finding.Ok(""));

        Assert.Equal(fitness, FitnessDecision.Of([new CheckResult(check, new Finding(verdict, "seen"))]));
    }

    [Fact]
    public void The_exit_codes_are_those_of_the_programs() =>
        Assert.Equal([0, 2, 3, 10], Enum.GetValues<Fitness>().Select(fitness => (int)fitness));

    private static Finding Find(VerificationReport report, string id) =>
        report.Results.Single(result => result.Check.Id == id).Finding;

    private static string Text(Finding finding) => finding.Verdict.ToString().ToLower(CultureInfo.InvariantCulture);
}
