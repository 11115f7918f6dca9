namespace GreengrassTpm.Pkcs11;

/// <summary>The certificate authorities of a server cannot be read from their file.</summary>
public sealed class TrustedRootsException : TokenException
{
    internal TrustedRootsException(string path, string reason, Exception? cause = null)
        : base(
            $"The server's certificate authorities cannot be read from {path}: {reason}.",
            RetryClass.Permanent,
            cause
        ) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
