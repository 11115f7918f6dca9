namespace GreengrassTpm.Credentials;

/// <summary>What comes after a step of a rotation.</summary>
public enum RotationProgress
{
    /// <summary>The next step can be made at once.</summary>
    Continue,

    /// <summary>The next step is to be made after a pause.</summary>
    Wait,

    /// <summary>No rotation is under way, or this one has come to its end.</summary>
    Ended,

    /// <summary>Somebody has to do something first; trying again by a timer helps nothing and may do harm.</summary>
    Blocked,
}

/// <summary>What a step has come to.</summary>
/// <param name="Progress">What comes after it.</param>
/// <param name="Reason">What was done or is waited for, in words for an operator; no full stop.</param>
/// <param name="Delay">How long to wait at least; zero unless waiting.</param>
/// <param name="Hint">What the operator can do; null where nothing is to be done.</param>
/// <param name="Failure">The kind of error that blocks it; null where none does.</param>
public sealed record RotationStep(
    RotationProgress Progress,
    string Reason,
    TimeSpan Delay = default,
    string? Hint = null,
    FailureKind? Failure = null
)
{
    /// <summary>How long what is waited for takes in all, as far as that is known; at least <see cref="Delay"/>.</summary>
    public TimeSpan InAll { get; init; } = Delay;

    internal static RotationStep Continue(string reason) => new(RotationProgress.Continue, reason);

    internal static RotationStep Wait(TimeSpan delay, string reason, string? hint = null) =>
        new(RotationProgress.Wait, reason, delay, hint);

    internal static RotationStep Ended(string reason) => new(RotationProgress.Ended, reason);

    internal static RotationStep Blocked(string reason, string? hint = null, FailureKind? failure = null) =>
        new(RotationProgress.Blocked, reason, Hint: hint, Failure: failure);
}
