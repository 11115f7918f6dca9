using System.Diagnostics;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>Owners of files, as stat(1) tells them.</summary>
internal static class FileOwner
{
    public static string Group(string path)
    {
        using Process stat = Process.Start(
            new ProcessStartInfo("stat", ["--format=%G", path]) { RedirectStandardOutput = true }
        )!;
        string group = stat.StandardOutput.ReadToEnd().Trim();
        stat.WaitForExit();
        return group;
    }
}
