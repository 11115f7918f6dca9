using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// What stands in for <c>java … -jar Greengrass.jar --init-config FILE --start false</c>: the classic nucleus merges the file over the
/// configuration that it has in its root folder, and ends.
/// </summary>
internal static class InstallCommand
{
    private const string Root = "-Droot=";

    public static int Run(string[] words)
    {
        string root = words.Single(word => word.StartsWith(Root, StringComparison.Ordinal))[Root.Length..];
        string given = words[Array.IndexOf(words, "--init-config") + 1];
        if (!words.AsSpan().EndsWith(["--start", "false"]))
        {
            return 64;
        }

        string effective = Path.Combine(root, "config/effectiveConfig.yaml");
        JsonObject merged = DeviceFile.Read(File.Exists(effective) ? [effective, given] : [given]);
        File.WriteAllText(effective, merged.ToJsonString());
        return 0;
    }
}
