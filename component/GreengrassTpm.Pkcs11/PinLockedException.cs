namespace GreengrassTpm.Pkcs11;

/// <summary>
/// The token takes no PIN at present, not even the right one (CKR_PIN_LOCKED). A TPM in dictionary-attack lock-out recovers
/// by itself, one count each recovery interval (TPM_PT_LOCKOUT_INTERVAL).
/// </summary>
public sealed class PinLockedException : TokenException
{
    internal PinLockedException(string tokenLabel, TokenUser user)
        : base(
            $"The token '{tokenLabel}' is locked and takes no PIN, not even the right one (C_Login as {user.PinName()} "
                + "returned CKR_PIN_LOCKED). A TPM in dictionary-attack lock-out recovers by itself after its recovery "
                + "time; 'tpm2_dictionarylockout -c' ends it at once where the lock-out authorisation is known.",
            RetryClass.Retryable
        )
    {
        TokenLabel = tokenLabel;
        User = user;
    }

    /// <summary>The token's label.</summary>
    public string TokenLabel { get; }

    /// <summary>Who tried to log in.</summary>
    public TokenUser User { get; }
}
