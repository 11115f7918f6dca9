using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>What the component does next.</summary>
internal abstract record HostAction
{
    /// <summary>Makes the next step of the rotation that is under way.</summary>
    internal sealed record Advance : HostAction;

    /// <summary>Begins a rotation.</summary>
    /// <param name="Demand">Who asks for it.</param>
    internal sealed record Begin(RotationDemand Demand) : HostAction;

    /// <summary>Examines the device.</summary>
    internal sealed record Verify : HostAction;

    /// <summary>Nothing, until something happens or the time has come.</summary>
    /// <param name="For">For how long at the most.</param>
    internal sealed record Wait(TimeSpan For) : HostAction;

    /// <summary>Decides from facts alone; nothing is read or changed.</summary>
    internal static HostAction Decide(HostFacts facts)
    {
        TimeSpan? rotationIn = facts.RotationUnfinished ? facts.AdvanceAt - facts.Elapsed : BeginIn(facts);
        if (facts.RotationUnfinished && rotationIn <= TimeSpan.Zero)
        {
            return new Advance();
        }

        TimeSpan verifyIn = facts.VerifyAt - facts.Elapsed;
        if (verifyIn <= TimeSpan.Zero)
        {
            return new Verify();
        }

        return rotationIn <= TimeSpan.Zero
            ? new Begin(facts.Demand)
            : new Wait(rotationIn < verifyIn ? rotationIn.Value : verifyIn);
    }

    // The date may jump, so that a wait for one is never longer than the one for the next examination.
    private static TimeSpan? BeginIn(HostFacts facts)
    {
        TimeSpan? due = facts.Renewal switch
        {
            { Verdict: RenewalVerdict.Due } => TimeSpan.Zero,
            { NextDue: { } next } => Later(next - facts.Now, TimeSpan.FromSeconds(1)),
            _ => null,
        };
        return due is null ? null : Later(due.Value, facts.BeginAt - facts.Elapsed);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
