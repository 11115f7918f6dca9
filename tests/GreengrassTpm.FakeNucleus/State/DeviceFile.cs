using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// Reads the description of a device, JSON or YAML, in the shape of the nucleus' own configuration: <c>system</c>
/// (thingName, rootCaPath, privateKeyPath, certificateFilePath) and <c>services</c>: by name, each with <c>configuration</c>
/// (its accessControl included) and optionally <c>run</c> (an argument list), <c>environment</c> and <c>dependencies</c>
/// (names). At the top are <c>version</c>, the nucleus' own, and <c>hasConnectionStatus</c>.
/// </summary>
internal static class DeviceFile
{
    /// <summary>Reads files; what a later one says wins over an earlier one.</summary>
    public static JsonObject Read(IEnumerable<string> paths)
    {
        JsonObject device = [];
        foreach (string path in paths)
        {
            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            Merge(device, (JsonObject)Convert(stream.Documents[0].RootNode)!);
        }

        return device;
    }

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach ((string key, JsonNode? value) in change)
        {
            if (value is JsonObject inner && target[key] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[key] = value?.DeepClone();
            }
        }
    }

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(child =>
                    KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value))
                )
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Scalar(plain.Value ?? ""),
            _ => JsonValue.Create(((YamlScalarNode)node).Value),
        };

    private static JsonValue? Scalar(string text) =>
        text switch
        {
            "" or "null" or "~" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, CultureInfo.InvariantCulture, out long integer) => JsonValue.Create(integer),
            _ when double.TryParse(text, CultureInfo.InvariantCulture, out double number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
}
