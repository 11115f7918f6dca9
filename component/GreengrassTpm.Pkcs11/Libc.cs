using System.Runtime.InteropServices;

namespace GreengrassTpm.Pkcs11;

/// <summary>The few functions of the C library that .NET has no equivalent for (Linux).</summary>
internal static unsafe partial class Libc
{
    internal const int OpenFolder = 0x80000; // O_RDONLY | O_CLOEXEC
    internal const int OwnerReadWrite = 0b110_000_000; // 0600
    internal const int LockExclusive = 2; // LOCK_EX
    internal const int LockNonBlocking = 4; // LOCK_NB

    internal const int MayReadAndWrite = 4 | 2; // R_OK | W_OK

    internal const int NoSuchFile = 2; // ENOENT
    internal const int Interrupted = 4; // EINTR
    internal const int WouldBlock = 11; // EAGAIN = EWOULDBLOCK

    internal static readonly int OpenLockFile = 0x2 | 0x40 | NoFollow | 0x80000; // O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC

    // O_NOFOLLOW: one of the few flags whose number depends on the architecture; the x64 number means O_LARGEFILE on arm64.
    private static int NoFollow => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(SafeHandle file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* GetVariablePointer(string name);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* RealPath(string path, byte* resolved);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(byte* memory);

    internal static string? GetVariable(string name) => Marshal.PtrToStringUTF8((nint)GetVariablePointer(name));

    /// <summary>The path without symbolic links, or <see langword="null"/> if there is no such file.</summary>
    internal static string? ResolvePath(string path)
    {
        byte* resolved = RealPath(path, null);
        string? text = Marshal.PtrToStringUTF8((nint)resolved);
        Free(resolved);
        return text;
    }

    /// <summary>The last error in words (strerror(3)).</summary>
    internal static string LastErrorText() => Marshal.GetLastPInvokeErrorMessage();
}
