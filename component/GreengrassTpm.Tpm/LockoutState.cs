namespace GreengrassTpm.Tpm;

/// <summary>
/// The chip's dictionary-attack protection (TPM 2.0 Library, Part 1, "Dictionary Attack Protection"). Each failed
/// authorisation of a protected object, and each power cut after one was used, raises <see cref="Counter"/> by one.
/// </summary>
/// <param name="Counter">Failures counted now (TPM2_PT_LOCKOUT_COUNTER).</param>
/// <param name="MaxTries">At this count the chip locks out (TPM2_PT_MAX_AUTH_FAIL).</param>
/// <param name="Interval">After this time without a failure the counter falls by one; zero switches the protection off
/// (TPM2_PT_LOCKOUT_INTERVAL).</param>
/// <param name="LockoutAuthRecovery">After a failed use of the lock-out authorisation, this long until it may be used
/// again; zero means until the next reset (TPM2_PT_LOCKOUT_RECOVERY).</param>
/// <param name="InLockout">The chip refuses protected objects now (TPMA_PERMANENT.inLockout).</param>
/// <param name="LockoutAuthSet">The lock-out authorisation has a value, so that the parameters cannot be set without
/// it (TPMA_PERMANENT.lockoutAuthSet).</param>
public sealed record LockoutState(
    uint Counter,
    uint MaxTries,
    TimeSpan Interval,
    TimeSpan LockoutAuthRecovery,
    bool InLockout,
    bool LockoutAuthSet
)
{
    /// <summary>Failures that may still happen before the chip locks out.</summary>
    public uint TriesLeft => InLockout || Counter >= MaxTries ? 0 : MaxTries - Counter;

    /// <summary>The longest time until one try is allowed again; zero when it is allowed now,
    /// <see cref="TimeSpan.MaxValue"/> when no time helps.</summary>
    /// <remarks>The chip counts only while it is powered.</remarks>
    public TimeSpan UntilNextTry
    {
        get
        {
            var steps = TriesLeft > 0 ? 0 : Math.Max(Counter, MaxTries) - MaxTries + 1.0;
            var seconds = Interval.TotalSeconds * steps;
            var helps = MaxTries > 0 && seconds < TimeSpan.MaxValue.TotalSeconds;
            return helps ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }
    }
}
