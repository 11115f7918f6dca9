namespace GreengrassTpm.Pkcs11;

/// <summary>A finished token with the label exists already, and it is another one; a second would make the label useless.</summary>
public sealed class TokenLabelTakenException : TokenException
{
    internal TokenLabelTakenException(TokenLocation location, Exception cause)
        : base(
            $"{location.ModulePath} has a token labelled '{location.TokenLabel}' already, with another user PIN. It was "
                + "left as it is. Choose another label, or give that token's PIN.",
            RetryClass.Permanent,
            cause
        ) => Label = location.TokenLabel;

    /// <summary>The label.</summary>
    public string Label { get; }
}
