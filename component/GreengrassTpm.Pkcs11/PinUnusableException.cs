namespace GreengrassTpm.Pkcs11;

/// <summary>Something given as a PIN cannot be one, or the file that should hold it cannot be read. No token was asked.</summary>
public class PinUnusableException : TokenException
{
    internal PinUnusableException(string reason)
        : base($"The PIN cannot be used: {reason}.") { }

    internal PinUnusableException(string path, Exception cause)
        : base($"The PIN file {path} cannot be used. {cause.Message}", RetryClass.Permanent, cause) => Path = path;

    /// <summary>The file, if the PIN came from one.</summary>
    public string? Path { get; }
}
