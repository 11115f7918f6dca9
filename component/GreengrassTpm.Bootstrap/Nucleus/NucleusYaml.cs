using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Bootstrap;

/// <summary>YAML of a nucleus' configuration, built as a tree so that every value is escaped as YAML wants it.</summary>
internal static class NucleusYaml
{
    /// <summary>A mapping of the entries that have a value, in the order given.</summary>
    internal static YamlMappingNode Mapping(params ReadOnlySpan<(string Key, YamlNode? Value)> entries)
    {
        YamlMappingNode mapping = [];
        foreach ((string key, YamlNode? value) in entries)
        {
            if (value is not null)
            {
                mapping.Add(new YamlScalarNode(key), value);
            }
        }

        return mapping;
    }

    /// <summary>A string, always in quotes: <c>no</c>, <c>0123</c> and the like would otherwise become something else (YAML 1.1).</summary>
    internal static YamlScalarNode? Text(string? value) =>
        value is null ? null : new YamlScalarNode(value) { Style = ScalarStyle.DoubleQuoted };

    /// <summary>A number.</summary>
    internal static YamlScalarNode Number(ulong value) =>
        new(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The document's text.</summary>
    internal static string Write(YamlMappingNode root)
    {
        using StringWriter text = new() { NewLine = "\n" };
        text.Write("---\n");
        Emitter emitter = new(text, new EmitterSettings().WithBestWidth(int.MaxValue));
        new YamlStream(new YamlDocument(root)).Save(emitter, assignAnchors: false);

        // The library ends a document explicitly; a configuration file is one document and ends with its text.
        return text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }
}
