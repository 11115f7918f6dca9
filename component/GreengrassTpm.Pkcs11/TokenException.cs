namespace GreengrassTpm.Pkcs11;

/// <summary>Something about the token, its module or its store is not as it was asked to be. Messages never hold a PIN.</summary>
public abstract class TokenException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was tried, on what, what came back, what to do.</param>
    /// <param name="retry">Whether waiting helps.</param>
    /// <param name="cause">The error behind it, if any.</param>
    private protected TokenException(string message, RetryClass retry = RetryClass.Permanent, Exception? cause = null)
        : base(message, cause) => Retry = retry;

    /// <summary>Whether waiting helps.</summary>
    public RetryClass Retry { get; }
}
