namespace GreengrassTpm.Verification;

/// <summary>What a check found.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Evidence">What was seen: one or more sentences without a secret.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
public sealed record Finding(Verdict Verdict, string Evidence, string? Advice = null)
{
    /// <summary>
    /// True when what was to be examined could not be, so that a device cannot be called fit; false for an answer, and for
    /// what does not apply to this device or was not asked for.
    /// </summary>
    public bool IsInconclusive { get; init; }

    /// <summary>As it should be.</summary>
    /// <param name="evidence">What was seen.</param>
    public static Finding Ok(string evidence) => new(Verdict.Ok, evidence);

    /// <summary>It works, and somebody should look at it.</summary>
    /// <param name="evidence">What was seen.</param>
    /// <param name="advice">What to do.</param>
    public static Finding Warning(string evidence, string advice) => new(Verdict.Warning, evidence, advice);

    /// <summary>Not as it should be.</summary>
    /// <param name="evidence">What was seen.</param>
    /// <param name="advice">What to do.</param>
    public static Finding Failed(string evidence, string advice) => new(Verdict.Failed, evidence, advice);

    /// <summary>It does not apply to this device, or was not asked for.</summary>
    /// <param name="reason">Why.</param>
    public static Finding Skipped(string reason) => new(Verdict.Skipped, reason);

    /// <summary>It was not looked at, because something else that it needs is not there.</summary>
    /// <param name="reason">What is missing.</param>
    /// <param name="advice">What to do, if this check can say.</param>
    public static Finding Unseen(string reason, string? advice = null) =>
        new(Verdict.Skipped, reason, advice) { IsInconclusive = true };

    /// <summary>It could not be looked at, though it should have been possible.</summary>
    /// <param name="reason">What was tried and what came back.</param>
    /// <param name="advice">What to do.</param>
    public static Finding Error(string reason, string? advice = null) =>
        new(Verdict.Error, reason, advice) { IsInconclusive = true };
}
