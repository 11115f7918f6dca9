using GreengrassTpm.CommandLine;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the examination at the end of <c>provision</c> found.</summary>
/// <param name="Fitness">What all checks together mean.</param>
/// <param name="Checks">The checks, in order.</param>
public sealed record ExaminationReport(Fitness Fitness, IReadOnlyList<ExaminedCheck> Checks)
{
    /// <summary>What the program's end tells its caller.</summary>
    internal ExitCode ExitCode => (ExitCode)(int)Fitness;

    /// <summary>The examination in words: one line, and one for each check that somebody should look at.</summary>
    internal IEnumerable<(string Name, string Value)> Facts =>
        [
            (
                "examined",
                $"{Word}: {Count(Verdict.Ok)} checks ok, {Count(Verdict.Skipped)} skipped, {Remarkable.Count()} to look at"
            ),
            .. Remarkable.Select(check =>
                (Name(check.Verdict), $"{check.Title}: {check.Evidence} {check.Advice}".TrimEnd())
            ),
        ];

    private IEnumerable<ExaminedCheck> Remarkable =>
        Checks.Where(check => check.Verdict is not (Verdict.Ok or Verdict.Skipped));

    private string Word =>
        Fitness switch
        {
            Fitness.Fit => "fit for service",
            Fitness.FitWithWarnings => "fit for service, with warnings",
            Fitness.NotExamined => "not all could be examined",
            _ => "unfit for service",
        };

    /// <summary>The report of an examination.</summary>
    internal static ExaminationReport Of(VerificationReport report) =>
        new(
            report.Fitness,
            [
                .. report.Results.Select(result => new ExaminedCheck(
                    result.Check.Id,
                    result.Check.Title,
                    result.Finding.Verdict,
                    result.Finding.Evidence,
                    result.Finding.Advice
                )),
            ]
        );

    private int Count(Verdict verdict) => Checks.Count(check => check.Verdict == verdict);

    private static string Name(Verdict verdict) =>
        verdict switch
        {
            Verdict.Warning => "warning",
            Verdict.Failed => "failed",
            _ => "not examined",
        };
}

/// <summary>One check.</summary>
/// <param name="Id">Its name for programs.</param>
/// <param name="Title">What is as it should be when it succeeds.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
public sealed record ExaminedCheck(string Id, string Title, Verdict Verdict, string Evidence, string? Advice);
