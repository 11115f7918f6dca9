using System.Runtime.InteropServices;

// The C library is found by the loader's rules, never in the program's or the current folder.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace GreengrassTpm.Credentials;

/// <summary>The few functions of the C library that .NET has no equivalent for.</summary>
internal static partial class Libc
{
    internal const int ReadOnly = 0x80000; // O_RDONLY | O_CLOEXEC
    internal const int OwnerReadWrite = 0b110_000_000; // 0600
    internal const int LockExclusive = 2; // LOCK_EX
    internal const int LockNonBlocking = 4; // LOCK_NB
    internal const int KeepOwner = -1;

    internal const int StatusOfDescriptor = 0x1000; // AT_EMPTY_PATH
    internal const uint StatusTypeLinksAndOwner = 0x1 | 0x4 | 0x8 | 0x10; // STATX_TYPE | STATX_NLINK | STATX_UID | STATX_GID

    internal const int Interrupted = 4; // EINTR
    internal const int WouldBlock = 11; // EAGAIN = EWOULDBLOCK on Linux
    internal const int BufferTooSmall = 34; // ERANGE

    internal static readonly int ReadWriteCreate = 0x2 | 0x40 | NoFollow | 0x80000; // O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    internal static readonly int ReadOnlyNoLink = 0x800 | NoFollow | 0x80000; // O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC

    private const int SetDumpableOption = 4; // PR_SET_DUMPABLE
    private const int BootTimeClock = 7; // CLOCK_BOOTTIME

    // O_NOFOLLOW: one of the few flags whose number depends on the architecture; the x64 number means O_LARGEFILE on arm64.
    private static int NoFollow => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode = 0);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeOwner(string path, int user, int group);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    internal static partial int ChangeOwner(SafeHandle file, int user, int group);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int Status(SafeHandle file, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "umask")]
    internal static partial int SetCreationMask(int mask);

    /// <summary>The time since the device was started, suspended time included (CLOCK_BOOTTIME).</summary>
    /// <exception cref="IOException">The kernel has no such clock (before Linux 2.6.39).</exception>
    internal static TimeSpan TimeSinceBoot() =>
        ReadClock(BootTimeClock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : throw new IOException($"CLOCK_BOOTTIME cannot be read: {ErrorNumber.Name(ErrorNumber.Last())}");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ReadClock(int clock, out TimeSpecification time);

    internal static int SetDumpable(int value) => ProcessControl(SetDumpableOption, value, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nint value, nint arg3, nint arg4, nint arg5);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int FindGroup(
        string name,
        GroupEntry* entry,
        byte* buffer,
        nuint bufferLength,
        GroupEntry** result
    );

    /// <summary><c>struct timespec</c> of &lt;time.h&gt;, on 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    /// <summary><c>struct group</c> of &lt;grp.h&gt;.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct GroupEntry
    {
        internal nint Name;
        internal nint Password;
        internal int GroupId;
        internal nint Members;
    }
}
