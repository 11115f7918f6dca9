using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace GreengrassTpm.Verification;

/// <summary>What .NET does not tell about files: whose they are.</summary>
internal static unsafe partial class Libc
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStatistics = 0x7FF; // STATX_BASIC_STATS
    private const int StatisticsLength = 256; // struct statx, the same on every architecture
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int EntryLength = 256; // struct passwd and struct group have less; the name is the first field of both
    private const int BufferLength = 64 * 1024;

    /// <summary>The numbers of a file's user and group; a link is not followed. Null where it cannot be looked at.</summary>
    internal static (uint User, uint Group)? OwnerOf(string path)
    {
        byte* statistics = stackalloc byte[StatisticsLength];
        return Statistics(CurrentFolder, path, NoFollow, BasicStatistics, statistics) == 0
            ? (*(uint*)(statistics + UserOffset), *(uint*)(statistics + GroupOffset))
            : null;
    }

    /// <summary>A user's name; the number where it has none.</summary>
    internal static string NameOfUser(uint id) => Name(id, FindUser);

    /// <summary>A group's name; the number where it has none.</summary>
    internal static string NameOfGroup(uint id) => Name(id, FindGroup);

    private delegate int Find(uint id, nint* entry, byte* buffer, nuint length, nint** found);

    private static string Name(uint id, Find find)
    {
        byte* entry = stackalloc byte[EntryLength];
        nint* found = null;
        byte[] buffer = new byte[BufferLength];
        fixed (byte* start = buffer)
        {
            int error = find(id, (nint*)entry, start, BufferLength, &found);
            string? name = error == 0 && found is not null ? Marshal.PtrToStringUTF8(*found) : null;
            return name ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statistics(int folder, string path, int flags, uint mask, byte* statistics);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int FindUser(uint id, nint* entry, byte* buffer, nuint length, nint** found);

    [LibraryImport("libc", EntryPoint = "getgrgid_r")]
    private static partial int FindGroup(uint id, nint* entry, byte* buffer, nuint length, nint** found);
}
