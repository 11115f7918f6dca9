using System.Runtime.InteropServices;

namespace GreengrassTpm.Credentials;

/// <summary>Names of the operating system's error numbers (errno(3), Linux), for messages an operator can search for.</summary>
public static class ErrorNumber
{
    /// <summary>ENOSPC: the file system is full.</summary>
    public const int NoSpace = 28;

    /// <summary>EINVAL: not a file of the kind that is wanted.</summary>
    internal const int Invalid = 22;

    /// <summary>EMLINK: a file has other names.</summary>
    internal const int ManyLinks = 31;

    /// <summary>The symbolic name of a Linux error number, or <c>errno N</c> for one that is not in the table.</summary>
    public static string Name(int number) =>
        number switch
        {
            1 => "EPERM",
            2 => "ENOENT",
            4 => "EINTR",
            5 => "EIO",
            11 => "EAGAIN",
            12 => "ENOMEM",
            13 => "EACCES",
            16 => "EBUSY",
            17 => "EEXIST",
            20 => "ENOTDIR",
            21 => "EISDIR",
            Invalid => "EINVAL",
            24 => "EMFILE",
            27 => "EFBIG",
            NoSpace => "ENOSPC",
            30 => "EROFS",
            ManyLinks => "EMLINK",
            36 => "ENAMETOOLONG",
            40 => "ELOOP",
            122 => "EDQUOT",
            _ => $"errno {number}",
        };

    /// <summary>The error number behind an exception of System.IO, or 0 if it has none.</summary>
    /// <remarks>On Unix the runtime keeps the raw number in <see cref="Exception.HResult"/>, except for the errors that have types of their own.</remarks>
    public static int Of(Exception exception) =>
        exception switch
        {
            FileWriteException known => known.Number,
            UnauthorizedAccessException { InnerException: IOException inner } => inner.HResult,
            UnauthorizedAccessException => 13,
            FileNotFoundException or DirectoryNotFoundException => 2,
            PathTooLongException => 36,
            IOException { HResult: > 0 and < 4096 } plain => plain.HResult,
            _ => 0,
        };

    internal static int Last() => Marshal.GetLastPInvokeError();
}
