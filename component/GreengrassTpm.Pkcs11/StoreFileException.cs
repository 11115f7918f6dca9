using System.Runtime.InteropServices;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A file of the store cannot be used, made, locked or made durable, for a reason of the file system: permissions, a full
/// disk, … A full disk and a failed transfer are retryable: they pass without anybody changing a setting.
/// </summary>
public sealed class StoreFileException : TokenException
{
    private const int InputOutput = 5; // EIO
    private const int PermissionDenied = 13; // EACCES
    private const int NoSpace = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT

    internal StoreFileException(string operation, string path, int errorNumber, Exception? cause = null)
        : base(
            $"Cannot {operation} {path}: {Marshal.GetPInvokeErrorMessage(errorNumber)}.",
            errorNumber is InputOutput or NoSpace or QuotaExceeded ? RetryClass.Retryable : RetryClass.Permanent,
            cause
        )
    {
        Path = path;
        ErrorNumber = errorNumber;
    }

    /// <summary>From what System.IO threw; on Unix its HResult is the error number.</summary>
    internal static StoreFileException From(string operation, string path, Exception cause) =>
        new(operation, path, cause is IOException ? cause.HResult & 0xFFFF : PermissionDenied, cause);

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>The operating system's error number (errno).</summary>
    public int ErrorNumber { get; }
}
