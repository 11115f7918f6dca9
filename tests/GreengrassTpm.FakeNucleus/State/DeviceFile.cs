using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// Reads the description of a device, JSON or YAML:
/// <c>thingName</c>, <c>region</c>, <c>version</c>, <c>rootCaPath</c>, and <c>components</c>: by name, each with
/// <c>configuration</c> (its accessControl included), and optionally <c>run</c> (an argument list) and <c>environment</c>.
/// </summary>
internal static class DeviceFile
{
    public static JsonObject Read(string path)
    {
        using var reader = new StreamReader(path);
        var stream = new YamlStream();
        stream.Load(reader);
        return (JsonObject)Convert(stream.Documents[0].RootNode)!;
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
