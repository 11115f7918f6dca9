namespace GreengrassTpm.Pkcs11;

/// <summary>Another instance of this product is writing to the token and did not finish while we waited.</summary>
public sealed class StoreBusyException : TokenException
{
    internal StoreBusyException(string lockPath, TimeSpan waited)
        : base(
            $"Another process holds the lock on {lockPath}: it is writing to the token. Waited {waited.TotalSeconds:0} s.",
            RetryClass.Retryable
        ) => LockPath = lockPath;

    /// <summary>What is locked.</summary>
    public string LockPath { get; }
}
