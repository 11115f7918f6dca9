namespace GreengrassTpm.Verification;

/// <summary>What all checks together mean. The values are the exit codes of the programs.</summary>
public enum Fitness
{
    /// <summary>Everything that was looked at is as it should be.</summary>
    Fit = 0,

    /// <summary>An essential check failed: the device cannot be relied on to connect, or its key is not what it should be.</summary>
    Unfit = 2,

    /// <summary>No essential check failed, and at least one could not be made.</summary>
    NotExamined = 3,

    /// <summary>It works, and somebody should look at what the report says.</summary>
    FitWithWarnings = 10,
}

/// <summary>Decides what all checks together mean.</summary>
public static class FitnessDecision
{
    /// <summary>The worst that the results allow to say.</summary>
    /// <param name="results">The results of all checks.</param>
    public static Fitness Of(IReadOnlyList<CheckResult> results) =>
        results.Any(result => result.Check.IsEssential && result.Finding.Verdict == Verdict.Failed) ? Fitness.Unfit
        : results.Any(result => result.Check.IsEssential && result.Finding.IsInconclusive) ? Fitness.NotExamined
        : results.Any(IsWorthALook) ? Fitness.FitWithWarnings
        : Fitness.Fit;

    private static bool IsWorthALook(CheckResult result) =>
        result.Finding.Verdict is Verdict.Warning or Verdict.Failed or Verdict.Error;
}
