namespace GreengrassTpm.Tpm;

/// <summary>Which response codes can pass by themselves.</summary>
internal static class TpmRcRetries
{
    /// <summary>Classifies a code without layer and subject number.</summary>
    /// <param name="code"><see cref="TpmRc.Base"/>.</param>
    /// <param name="fromTpm"><see cref="TpmRc.IsFromTpm"/>.</param>
    /// <returns><see cref="TpmRetry.Permanent"/> for every code that is not known to pass.</returns>
    public static TpmRetry Find(TpmRc code, bool fromTpm) =>
        fromTpm ? FromTpm(code.Value) : FromStack(code.Value & 0xFFFF);

    // The names are in TpmRcNames, in the same order.
    private static TpmRetry FromTpm(uint code) =>
        code switch
        {
            // CONTEXT_GAP and the out-of-memory codes pass when other users of the chip let go of their slots.
            0x901 or 0x902 or 0x903 or 0x904 or 0x905 or 0x906 => TpmRetry.Retryable,

            // YIELDED, CANCELED, TESTING.
            0x908 or 0x909 or 0x90A => TpmRetry.Retryable,

            // NV_RATE, RETRY, NV_UNAVAILABLE.
            0x920 or 0x922 or 0x923 => TpmRetry.Retryable,

            0x921 => TpmRetry.AfterLockoutRecovery,
            _ => TpmRetry.Permanent,
        };

    private static TpmRetry FromStack(uint code) =>
        code switch
        {
            // NO_CONNECTION, TRY_AGAIN, IO_ERROR, MEMORY.
            0x08 or 0x09 or 0x0A or 0x17 => TpmRetry.Retryable,
            _ => TpmRetry.Permanent,
        };
}
