using System.Globalization;
using System.Runtime.InteropServices;

namespace GreengrassTpm.Component;

/// <summary>
/// Gives memory back before a long rest: what the garbage collector holds, and the program's own code and constants, which the
/// kernel reads from its file again where they are needed.
/// </summary>
internal static partial class IdleMemory
{
    private const int PageOut = 21; // MADV_PAGEOUT, madvise(2); a kernel before 5.4 says EINVAL, and nothing happens
    private static readonly string[] Unwritable = [" r-xp ", " r--p "];

    /// <summary>Gives it back. What cannot be given back stays.</summary>
    internal static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        string program = Environment.ProcessPath ?? "";
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            if (
                Unwritable.Any(access => line.Contains(access, StringComparison.Ordinal))
                && line.EndsWith(program, StringComparison.Ordinal)
                && line.Split(' ', 2)[0].Split('-') is [var begin, var end]
            )
            {
                nint first = Parse(begin);
                _ = Advise(first, Parse(end) - first, PageOut);
            }
        }
    }

    private static nint Parse(string address) =>
        nint.Parse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
