namespace GreengrassTpm.Pkcs11;

/// <summary>The lock that writers take cannot be taken, or a write cannot be made durable, for a reason of the file system.</summary>
public sealed class StoreFileException : TokenException
{
    internal StoreFileException(string operation, string path, string errorText)
        : base($"Cannot {operation} {path}: {errorText}.") => Path = path;

    /// <summary>The file or folder.</summary>
    public string Path { get; }
}
