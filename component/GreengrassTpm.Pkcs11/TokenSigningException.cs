namespace GreengrassTpm.Pkcs11;

/// <summary>A TLS connection failed because the token did not sign. The inner exception is the token's own error, and says whether waiting helps.</summary>
public sealed class TokenSigningException : TokenException
{
    /// <summary>Makes the error.</summary>
    /// <param name="cause">What the token, or the code that asks it, came back with.</param>
    /// <param name="consequence">What the TLS code made of it.</param>
    public TokenSigningException(Exception cause, Exception consequence)
        : base(
            $"The TLS handshake failed because the token did not sign: {cause.Message} (TLS reported: {consequence.Message})",
            (cause as TokenException)?.Retry ?? RetryClass.Permanent,
            cause
        ) { }
}
