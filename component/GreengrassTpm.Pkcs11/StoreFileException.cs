using System.Runtime.InteropServices;

namespace GreengrassTpm.Pkcs11;

/// <summary>The lock that writers take cannot be taken, or a write cannot be made durable, for a reason of the file system.</summary>
public sealed class StoreFileException : TokenException
{
    internal StoreFileException(string operation, string path, int errorNumber)
        : base($"Cannot {operation} {path}: {Marshal.GetPInvokeErrorMessage(errorNumber)}.")
    {
        Path = path;
        ErrorNumber = errorNumber;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>The operating system's error number (errno).</summary>
    public int ErrorNumber { get; }
}
