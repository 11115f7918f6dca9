using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>What is known when the component decides what to do next.</summary>
/// <param name="Now">The date.</param>
/// <param name="Elapsed">The time since the component's start, on a clock that nobody sets; the moments below are on it.</param>
internal sealed record HostFacts(DateTimeOffset Now, TimeSpan Elapsed)
{
    /// <summary>Whether a rotation is under way.</summary>
    internal bool RotationUnfinished { get; init; }

    /// <summary>When its next step may be made; null where somebody has to do something first.</summary>
    internal TimeSpan? AdvanceAt { get; init; } = TimeSpan.Zero;

    /// <summary>Who asks for a rotation.</summary>
    internal RotationDemand Demand { get; init; } = RotationDemand.BySchedule;

    /// <summary>What the policy makes of that; null where the credential could not be read.</summary>
    internal RenewalDecision? Renewal { get; init; }

    /// <summary>When a rotation may be begun, after an attempt to begin one has failed.</summary>
    internal TimeSpan BeginAt { get; init; }

    /// <summary>When the device is to be examined next.</summary>
    internal TimeSpan VerifyAt { get; init; }
}
