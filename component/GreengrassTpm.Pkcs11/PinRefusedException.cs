namespace GreengrassTpm.Pkcs11;

/// <summary>The token refused the PIN. Never tried again: on a TPM every refused PIN costs one count towards lock-out.</summary>
public sealed class PinRefusedException : TokenException
{
    internal PinRefusedException(string tokenLabel, TokenUser user, string ckrName)
        : base(
            $"The token '{tokenLabel}' refused the {user.PinName()} ({ckrName}). It was tried once and will not be tried "
                + "again, because every refused PIN counts towards the TPM's lock-out. Correct the PIN; if it is right, remove "
                + "the file refused-pin from the state folder to allow one more try."
        )
    {
        TokenLabel = tokenLabel;
        User = user;
        CkrName = ckrName;
    }

    /// <summary>The token's label.</summary>
    public string TokenLabel { get; }

    /// <summary>Whose PIN it was.</summary>
    public TokenUser User { get; }

    /// <summary>What C_Login returned; <c>refused before</c> if the same PIN object was refused before, and no token asked.</summary>
    public string CkrName { get; }
}
