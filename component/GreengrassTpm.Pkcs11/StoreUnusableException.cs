namespace GreengrassTpm.Pkcs11;

/// <summary>The module's store is missing or damaged. The module was not asked: C_Initialize would make an empty store.</summary>
public sealed class StoreUnusableException : TokenException
{
    internal StoreUnusableException(string path, string reason, Exception? cause = null)
        : base($"The token store {path} cannot be used: {reason}", RetryClass.Permanent, cause) => Path = path;

    /// <summary>The store's file or folder.</summary>
    public string Path { get; }
}
