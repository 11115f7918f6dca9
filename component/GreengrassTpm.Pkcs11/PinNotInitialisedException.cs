namespace GreengrassTpm.Pkcs11;

/// <summary>The token has no user PIN yet: its initialisation was not finished (CKR_USER_PIN_NOT_INITIALIZED).</summary>
public sealed class PinNotInitialisedException : TokenException
{
    internal PinNotInitialisedException(string tokenLabel)
        : base(
            $"The token '{tokenLabel}' has no user PIN yet: its initialisation was interrupted. Run provisioning again, "
                + "which finishes it with the SO PIN."
        ) => TokenLabel = tokenLabel;

    /// <summary>The token's label.</summary>
    public string TokenLabel { get; }
}
