namespace GreengrassTpm.Tpm;

/// <summary>The chip's lock-out parameters cannot be set because somebody has given its lock-out authorisation a value.</summary>
public sealed class LockoutAuthorisationSetException : TpmException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">What the chip answered; <see cref="TpmRc.Success"/> when it was not asked.</param>
    public LockoutAuthorisationSetException(TpmRc code)
        : base(Message(code), Tried, code, Advice, null) { }

    private const string Tried = "Setting the TPM's lock-out parameters";

    private const string Advice =
        "Set them with that value: 'tpm2_dictionarylockout --setup-parameters --max-tries 32 --auth file:…'.";

    private static new string Message(TpmRc code) =>
        code == TpmRc.Success
            ? $"{Tried} was not tried: the lock-out authorisation is set. {Advice}"
            : $"{Tried} failed: {code}; the lock-out authorisation is set. {Advice}";
}
