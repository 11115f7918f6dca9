namespace GreengrassTpm.Verification;

/// <summary>What an examination found.</summary>
/// <param name="Facts">What was seen.</param>
/// <param name="Results">One result for each check, in the order of <see cref="CheckList.All"/>.</param>
public sealed record VerificationReport(DeviceFacts Facts, IReadOnlyList<CheckResult> Results)
{
    /// <summary>What all checks together mean.</summary>
    public Fitness Fitness => FitnessDecision.Of(Results);

    /// <summary>The report as a document: what is written as JSON, as text and as a page.</summary>
    public VerificationDocument ToDocument() => DocumentOf.Report(this);

    /// <summary>Makes every check.</summary>
    /// <param name="facts">What was seen.</param>
    public static VerificationReport Of(DeviceFacts facts) =>
        new(facts, [.. CheckList.All.Select(check => new CheckResult(check, check.Examine(facts)))]);
}
