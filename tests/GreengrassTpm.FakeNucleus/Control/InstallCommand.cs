using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// What stands in for <c>java … -jar Greengrass.jar --init-config FILE --start false</c>: the classic nucleus merges the file over the
/// configuration that it has in its root folder, and ends. As its <c>Configuration</c> does, it takes each value for as old as the
/// file, remembers that, and passes over a value that is older than what it has.
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
        string memory = Path.Combine(root, "config/config.tlog");
        JsonObject configuration = DeviceFile.Read(File.Exists(effective) ? [effective] : []);
        JsonObject times = DeviceFile.Read(File.Exists(memory) ? [memory] : []);
        long time = new DateTimeOffset(File.GetLastWriteTimeUtc(given)).ToUnixTimeMilliseconds();
        Merge(configuration, DeviceFile.Read([given]), times, time);
        File.WriteAllText(effective, configuration.ToJsonString());
        File.WriteAllText(memory, times.ToJsonString());
        return 0;
    }

    private static void Merge(JsonObject target, JsonObject change, JsonObject times, long time)
    {
        foreach ((string key, JsonNode? value) in change)
        {
            if (value is JsonObject inner)
            {
                Merge(ObjectIn(target, key), inner, ObjectIn(times, key), time);
            }
            else if (!JsonNode.DeepEquals(target[key], value) && time >= (times[key]?.GetValue<long>() ?? 0))
            {
                target[key] = value?.DeepClone();
                times[key] = time;
            }
        }
    }

    private static JsonObject ObjectIn(JsonObject parent, string key)
    {
        if (parent[key] is not JsonObject inner)
        {
            parent[key] = inner = [];
        }

        return inner;
    }
}
