using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>How a job goes, as the cloud is told.</summary>
/// <param name="Status">IN_PROGRESS, SUCCEEDED, FAILED or REJECTED.</param>
/// <param name="Step">How far it has come.</param>
/// <param name="Reason">Why; empty where nothing is to be said.</param>
internal sealed record JobProgress(string Status, string Step, string Reason)
{
    // AWS IoT: a value of statusDetails has 1024 characters at the most.
    private const int LongestDetail = 1000;

    /// <summary>Whether nothing follows.</summary>
    internal bool IsFinal => Status != "IN_PROGRESS";

    /// <summary>What goes into the execution's status details.</summary>
    internal IReadOnlyDictionary<string, string> Details =>
        new Dictionary<string, string>
        {
            ["step"] = Step,
            ["reason"] = Reason.Length > LongestDetail ? Reason[..LongestDetail] : Reason,
        };

    /// <summary>Decides what to tell.</summary>
    /// <param name="rotation">The rotation that the job has brought about; null where it has not begun.</param>
    /// <param name="renewal">What the policy makes of the job; null where that is not known.</param>
    /// <param name="attempt">What the last attempt to begin or to go on has come to; null where there was none.</param>
    internal static JobProgress Of(Rotation? rotation, RenewalDecision? renewal, RotationStep? attempt) =>
        rotation?.State switch
        {
            null => BeforeBeginning(renewal, attempt),
            RotationState.Confirmed or RotationState.Retiring or RotationState.Retired => new(
                "SUCCEEDED",
                nameof(RotationState.Confirmed),
                "the new credential is in use"
            ),
            RotationState.Abandoned or RotationState.RolledBack => new(
                "FAILED",
                rotation.State.ToString(),
                rotation.Reason ?? ""
            ),
            { } state => new(
                "IN_PROGRESS",
                state.ToString(),
                attempt is { Progress: RotationProgress.Wait or RotationProgress.Blocked } ? attempt.Reason : ""
            ),
        };

    private static JobProgress BeforeBeginning(RenewalDecision? renewal, RotationStep? attempt) =>
        renewal?.Verdict switch
        {
            // A job that would have to wait for a day, or for a person, is better sent again.
            RenewalVerdict.WaitingForInterval or RenewalVerdict.Disabled or RenewalVerdict.Stopped => new(
                "REJECTED",
                "Refused",
                renewal.Reason
            ),
            _ when attempt is { Progress: RotationProgress.Blocked } => new("FAILED", "NotBegun", attempt.Reason),
            _ => new("IN_PROGRESS", "Waiting", attempt?.Reason ?? renewal?.Reason ?? ""),
        };
}
