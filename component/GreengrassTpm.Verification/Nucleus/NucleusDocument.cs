using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Verification;

/// <summary>A nucleus' configuration as a tree: YAML, read without turning it into objects.</summary>
internal sealed class NucleusDocument
{
    private const int LargestFile = 16 * 1024 * 1024;
    private readonly YamlMappingNode _root;

    private NucleusDocument(YamlMappingNode root) => _root = root;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    /// <exception cref="FormatException">It is not YAML, or no mapping. The message holds nothing of the text.</exception>
    internal static NucleusDocument Read(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new IOException($"{path} is larger than {LargestFile} bytes");
        }

        return Parse(File.ReadAllText(path));
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It is not YAML, or no mapping.</exception>
    internal static NucleusDocument Parse(string text)
    {
        YamlStream yaml = [];
        using StringReader reader = new(text);
        try
        {
            yaml.Load(reader);
        }
        catch (YamlException error)
        {
            // The parser's message may quote the text, which may hold the PIN.
            throw new FormatException($"line {error.Start.Line} is not YAML");
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }]
            ? new NucleusDocument(root)
            : throw new FormatException("it is not one YAML mapping");
    }

    /// <summary>The text at a path of keys; null where there is none.</summary>
    internal string? Text(params ReadOnlySpan<string> path) => (Find(path) as YamlScalarNode)?.Value;

    /// <summary>Whether there is anything at a path of keys.</summary>
    internal bool Has(params ReadOnlySpan<string> path) => Find(path) is not null;

    private YamlNode? Find(ReadOnlySpan<string> path)
    {
        YamlNode? node = _root;
        foreach (string key in path)
        {
            node = (node as YamlMappingNode)
                ?.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode name && name.Value == key)
                .Value;
        }

        return node;
    }
}
