namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// The nucleus does not know the token of this process. Tokens die with the nucleus' process: a component that outlived its
/// nucleus must exit, as the new nucleus starts a new instance of it with a new token.
/// </summary>
public sealed class TokenRefusedException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">How the nucleus refused.</param>
    public TokenRefusedException(string message)
        : base(message, isRetryable: false) { }
}
