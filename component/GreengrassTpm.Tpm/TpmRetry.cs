namespace GreengrassTpm.Tpm;

/// <summary>Whether the operation that came back with a response code can succeed when it is tried again.</summary>
public enum TpmRetry
{
    /// <summary>The same call gives the same answer until somebody changes something.</summary>
    Permanent,

    /// <summary>A passing state of the chip or of the way to it: try again after a pause.</summary>
    Retryable,

    /// <summary>
    /// The chip is in dictionary-attack lock-out: the call can succeed once the recovery time
    /// (<see cref="LockoutState.Interval"/>) has lowered the counter.
    /// </summary>
    AfterLockoutRecovery,
}
