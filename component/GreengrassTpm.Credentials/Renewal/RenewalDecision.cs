namespace GreengrassTpm.Credentials;

/// <summary>What a <see cref="RenewalDecision"/> comes to.</summary>
public enum RenewalVerdict
{
    /// <summary>Nothing is to be done yet.</summary>
    NotDue,

    /// <summary>A rotation is to begin now.</summary>
    Due,

    /// <summary>A rotation is due and waits for the maintenance window.</summary>
    WaitingForWindow,

    /// <summary>A rotation is due and the latest one began too short a time ago.</summary>
    WaitingForInterval,

    /// <summary>A rotation under way must come to its end first.</summary>
    FinishFirst,

    /// <summary>Rotation is switched off in the configuration.</summary>
    Disabled,

    /// <summary>Rotation has stopped itself after rollbacks, until somebody forces one.</summary>
    Stopped,
}

/// <summary>Whether a rotation is to begin, why, and when to ask again.</summary>
/// <param name="Verdict">What is to be done.</param>
/// <param name="Reason">Why, in words for an operator; no full stop.</param>
/// <param name="NextDue">When a rotation may begin next by the schedule; null where only a person can bring it about.</param>
public sealed record RenewalDecision(RenewalVerdict Verdict, string Reason, DateTimeOffset? NextDue)
{
    // An issuer's certificate may live shorter than the time set for renewing before its end: it would then be due from its
    // first second. Such a certificate is replaced after two thirds of its life, as is customary.
    private const double ShortLifeRenewalPoint = 2.0 / 3.0;

    /// <summary>Decides from facts alone; nothing is read or changed.</summary>
    /// <param name="facts">What is known of the device.</param>
    /// <param name="policy">What the operator wishes.</param>
    /// <param name="now">The present.</param>
    /// <param name="zone">The device's time zone, for the maintenance window.</param>
    /// <returns>The decision.</returns>
    public static RenewalDecision Make(RenewalFacts facts, RenewalPolicy policy, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (due, cause) = DueDate(facts, policy);
        var next = Latest(due, policy.Window.NextOpening(Latest(due, now), zone));

        if (facts.RotationUnfinished)
        {
            return new(RenewalVerdict.FinishFirst, "a rotation that has begun must come to its end first", null);
        }

        if (facts.Request == RotationRequest.Forced)
        {
            return new(RenewalVerdict.Due, "forced", now);
        }

        if (!policy.Enabled)
        {
            return new(RenewalVerdict.Disabled, "rotation is switched off in the configuration", null);
        }

        if (facts.RollbacksInARow >= policy.RollbackLimit)
        {
            return new(
                RenewalVerdict.Stopped,
                $"{facts.RollbacksInARow} rotations in a row were rolled back; find the cause, then force one",
                null
            );
        }

        var requested = facts.Request == RotationRequest.Requested;
        if (!requested && now < due)
        {
            return new(RenewalVerdict.NotDue, cause, next);
        }

        var reason = requested ? "requested" : cause;
        if (IntervalEnd(facts, policy, now) is { } intervalEnd)
        {
            return new(
                RenewalVerdict.WaitingForInterval,
                $"{reason}, but the latest rotation began less than {policy.MinimumInterval.TotalHours:0.#} h ago",
                policy.Window.NextOpening(intervalEnd, zone)
            );
        }

        return requested || policy.Window.IsOpen(now, zone) || facts.NotAfter <= next
            ? new(RenewalVerdict.Due, reason, now)
            : new(RenewalVerdict.WaitingForWindow, $"{reason}, waiting for the window {policy.Window}", next);
    }

    private static (DateTimeOffset Due, string Cause) DueDate(RenewalFacts facts, RenewalPolicy policy)
    {
        var early = FleetJitter.PlaceOf(facts.ThingName) * policy.JitterPercent / 100.0;
        var byAge = Shift(facts.ActiveSince, policy.MaximumAge * (1 - early));
        var life = facts.NotAfter - facts.NotBefore;
        var byExpiry =
            life > policy.RenewBeforeExpiry * 2
                ? Shift(facts.NotAfter, -policy.RenewBeforeExpiry * (1 + early))
                : Shift(facts.NotBefore, life * ShortLifeRenewalPoint * (1 - early));
        return byAge <= byExpiry ? (byAge, "by the credential's age") : (byExpiry, "by the certificate's end");
    }

    private static DateTimeOffset? IntervalEnd(RenewalFacts facts, RenewalPolicy policy, DateTimeOffset now)
    {
        // A beginning that lies far in the future was written under a wrong clock and must not block for years.
        var end = facts.LatestRotation + policy.MinimumInterval;
        return now < end && now > facts.LatestRotation - policy.MinimumInterval ? end : null;
    }

    private static DateTimeOffset Shift(DateTimeOffset instant, TimeSpan by)
    {
        var ticks = Math.Clamp(
            (decimal)instant.UtcTicks + by.Ticks,
            DateTimeOffset.MinValue.Ticks,
            DateTimeOffset.MaxValue.Ticks
        );
        return new DateTimeOffset((long)ticks, TimeSpan.Zero);
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
