using System.Globalization;
using System.Text;

namespace GreengrassTpm.Bootstrap;

/// <summary>The processes of this machine (proc(5)).</summary>
internal static class RunningPrograms
{
    /// <summary>The ids of the processes that were started with an argument.</summary>
    internal static IEnumerable<int> WithArgument(string argument) =>
        from name in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        where int.TryParse(name, CultureInfo.InvariantCulture, out int id) && id != Environment.ProcessId
        where Arguments(name).Contains(argument)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static string[] Arguments(string id)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline")).Split('\0');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // It has ended meanwhile.
        }
    }
}
