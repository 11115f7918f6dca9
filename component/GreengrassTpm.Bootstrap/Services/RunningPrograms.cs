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

    /// <summary>Whether a process is in a control group or in one below it (cgroups(7)).</summary>
    /// <param name="group">The group's path, for example <c>/system.slice/greengrass.service</c>.</param>
    /// <param name="process">The process.</param>
    internal static bool IsIn(string group, int process) =>
        Read($"/proc/{process}/cgroup")
            .Split('\n')
            .Any(line =>
                line.EndsWith(group, StringComparison.Ordinal) || line.Contains(group + "/", StringComparison.Ordinal)
            );

    /// <summary>The name of a process' program; empty if it has ended.</summary>
    internal static string NameOf(int process) => Read($"/proc/{process}/comm").Trim();

    private static string[] Arguments(string id) => Read($"/proc/{id}/cmdline").Split('\0');

    private static string Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // It has ended meanwhile.
        }
    }
}
