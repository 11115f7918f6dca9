namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Another program wrote to the store after we had read it, so what we know of it is out of date and nothing more was
/// written. Starting afresh helps.
/// </summary>
public sealed class StoreChangedException : TokenException
{
    internal StoreChangedException(string path)
        : base(
            $"Another program wrote to the token store {path} in the middle of a write of ours. Nothing more was written; "
                + "the write has to start afresh.",
            RetryClass.Retryable
        ) => Path = path;

    /// <summary>The store's file.</summary>
    public string Path { get; }
}
