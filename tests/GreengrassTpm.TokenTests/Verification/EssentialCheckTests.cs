using System.Globalization;
using GreengrassTpm.Verification;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>Every essential check on real parts, in both directions: software TPM, tpm2-pkcs11, real TLS.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class EssentialCheckTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_healthy_device_passes_and_one_with_a_single_thing_broken_fails_that_check_and_says_what_to_do()
    {
        VerificationReport healthy;
        await using (var device = ExaminedDevice.Healthy())
        {
            healthy = await device.ExamineAsync();
        }

        Print(("check", "healthy", "broken", "what is broken", "evidence"));
        List<string> wrong = [];
        foreach (Breakage breakage in Breakage.All)
        {
            await using ExaminedDevice device = await breakage.Make();
            VerificationReport broken = await device.ExamineAsync();
            (Finding before, Finding after) = (Find(healthy, breakage.Check), Find(broken, breakage.Check));
            Print((breakage.Check, Text(before), Text(after), breakage.What, after.Evidence));
            bool isRight =
                before.Verdict == Verdict.Ok
                && after.Verdict == Verdict.Failed
                && broken.Fitness == Fitness.Unfit
                && after.Advice?.Contains(breakage.Says, StringComparison.Ordinal) == true;
            wrong.AddRange(isRight ? [] : [$"{breakage.Check}, {breakage.What}: {before} → {after}"]);
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(healthy.Results, result => result.Finding.Verdict is not (Verdict.Ok or Verdict.Skipped));
        Assert.Equal(Fitness.Fit, healthy.Fitness);
    }

    [Fact]
    public void No_essential_check_is_left_out() =>
        Assert.Empty(
            CheckList
                .All.Where(check => check.IsEssential)
                .Select(check => check.Id)
                .Except(Breakage.All.Select(breakage => breakage.Check))
        );

    private static Finding Find(VerificationReport report, string id) =>
        report.Results.Single(result => result.Check.Id == id).Finding;

    private static string Text(Finding finding) => finding.Verdict.ToString().ToLower(CultureInfo.InvariantCulture);

    private void Print((string Check, string Healthy, string Broken, string What, string Evidence) row) =>
        output.WriteLine($"{row.Check, -22} {row.Healthy, -8} {row.Broken, -8} {row.What, -44} {row.Evidence}");
}
