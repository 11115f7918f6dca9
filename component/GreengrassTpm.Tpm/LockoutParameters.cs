namespace GreengrassTpm.Tpm;

/// <summary>New parameters of the dictionary-attack protection (TPM2_DictionaryAttackParameters).</summary>
/// <param name="MaxTries">Failures until the chip locks out; at least 1.</param>
/// <param name="Interval">Time in which the counter falls by one; whole seconds, at least 1 s.</param>
/// <param name="LockoutAuthRecovery">Time until the lock-out authorisation may be tried again after a failure; whole
/// seconds, zero for "until the next reset".</param>
public sealed record LockoutParameters(uint MaxTries, TimeSpan Interval, TimeSpan LockoutAuthRecovery)
{
    /// <summary>Checks that the chip can be given these values and that protection stays on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside what its description allows.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfZero(MaxTries);
        ArgumentOutOfRangeException.ThrowIfLessThan(Interval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Interval.TotalSeconds, uint.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(LockoutAuthRecovery, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LockoutAuthRecovery.TotalSeconds, uint.MaxValue);
    }
}
