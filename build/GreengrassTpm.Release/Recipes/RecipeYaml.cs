using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Release;

/// <summary>YAML as a tree that can be changed and written, and as JSON that can be checked.</summary>
public static partial class RecipeYaml
{
    private const string NotOneMapping = "The recipe must be one YAML document whose top is a mapping.";

    /// <summary>Reads one YAML document whose top is a mapping.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its tree.</returns>
    /// <exception cref="ReleaseException">It is not YAML, a key stands twice, or it is not one mapping; with line and column.</exception>
    public static YamlMappingNode Load(string text)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new ReleaseException($"The recipe is not YAML, at {exception.Start}: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The library's answer to a bracket that is never closed.
            throw new ReleaseException("The recipe is not YAML: look for a bracket that is not closed.", exception);
        }

        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
            ? root
            : throw new ReleaseException(NotOneMapping);
    }

    /// <summary>Writes a tree; comments are not part of it.</summary>
    /// <param name="root">The tree.</param>
    /// <returns>The text.</returns>
    public static string Write(YamlMappingNode root)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.Write("---\n");
        Emitter emitter = new(text, new EmitterSettings().WithBestWidth(int.MaxValue).WithNewLine("\n"));
        new YamlStream(new YamlDocument(root)).Save(emitter, assignAnchors: false);

        // The library ends the document explicitly, which one document in one file does not need.
        const string DocumentEnd = "...\n";
        string written = text.ToString();
        return written.EndsWith(DocumentEnd, StringComparison.Ordinal) ? written[..^DocumentEnd.Length] : written;
    }

    /// <summary>A copy of a tree in which every scalar, keys included, has been replaced.</summary>
    /// <param name="node">The tree.</param>
    /// <param name="replace">Gives the new text for an old one.</param>
    /// <typeparam name="T">The kind of the tree's top.</typeparam>
    /// <returns>The copy.</returns>
    public static T Map<T>(T node, Func<string, string> replace)
        where T : YamlNode =>
        (T)(
            (YamlNode)node switch
            {
                YamlScalarNode scalar => (YamlNode)
                    new YamlScalarNode(replace(scalar.Value ?? "")) { Style = scalar.Style },
                YamlSequenceNode sequence => new YamlSequenceNode(sequence.Select(item => Map(item, replace))),
                YamlMappingNode mapping => new YamlMappingNode(
                    mapping.Select(entry => KeyValuePair.Create(Map(entry.Key, replace), Map(entry.Value, replace)))
                ),
                _ => throw new ReleaseException($"The recipe has an alias at {node.Start}; write the value out."),
            }
        );

    /// <summary>The JSON that a tree stands for, with the types that YAML 1.2 gives to plain scalars.</summary>
    /// <param name="root">The tree.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ReleaseException">A scalar means one thing in YAML 1.1 and another in 1.2; it must be quoted.</exception>
    public static JsonObject ToJson(YamlMappingNode root) => (JsonObject)Convert(root)!;

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Convert)]),
            YamlMappingNode mapping => new JsonObject(
                mapping.Select(entry =>
                    KeyValuePair.Create((entry.Key as YamlScalarNode)?.Value ?? "", Convert(entry.Value))
                )
            ),
            _ => throw new ReleaseException($"The recipe has an alias at {node.Start}; write the value out."),
        };

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
        {
            return JsonValue.Create(text);
        }

        if (Ambiguous().IsMatch(text))
        {
            throw new ReleaseException(
                $"'{text}' at {scalar.Start} is a text to some readers of YAML and something else to others; quote it."
            );
        }

        return text switch
        {
            "" or "~" or "null" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) =>
                JsonValue.Create(number),
            _ when Fraction().IsMatch(text) => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>Words that are booleans, and digits that are octal, sexagesimal or a date, to readers of YAML 1.1 alone.</summary>
    [GeneratedRegex(
        @"\A(y|n|yes|no|on|off|[-+]?0[0-9_]+|[-+]?[0-9]+(:[0-5]?[0-9])+|[0-9]{4}-[0-9]{2}-[0-9]{2})\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Ambiguous();

    [GeneratedRegex(@"\A[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Fraction();
}
