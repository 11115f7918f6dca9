using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GreengrassTpm.Tests.Architecture;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Tests.Release;

/// <summary>The CloudFormation template, with the intrinsic functions that it uses carried out.</summary>
internal sealed partial class CloudTemplate
{
    private const string File = "recipes/cloud/greengrass-tpm.yaml";

    private static readonly Dictionary<string, string> Pseudo = new()
    {
        ["AWS::Partition"] = "aws",
        ["AWS::Region"] = "eu-central-1",
        ["AWS::AccountId"] = "123456789012",
    };

    private readonly YamlMappingNode _root;

    public CloudTemplate()
    {
        YamlStream stream = [];
        stream.Load(new StringReader(Repository.Read(File)));
        _root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public IEnumerable<string> Parameters => Keys("Parameters");

    public IEnumerable<string> Conditions => Keys("Conditions");

    public IEnumerable<string> Resources => Keys("Resources");

    /// <summary>Everything that the template refers to: parameters, resources, pseudo parameters.</summary>
    public IEnumerable<string> References => Nodes(_root).SelectMany(ReferencesOf);

    /// <summary>The conditions that resources and outputs are made under.</summary>
    public IEnumerable<string> ConditionsInUse =>
        ((string[])["Resources", "Outputs"])
            .SelectMany(section => ((YamlMappingNode)_root[section]).Children.Values)
            .OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("Condition"))
            .Select(node => ((YamlScalarNode)node["Condition"]).Value!);

    /// <summary>A resource's properties as JSON, every function replaced by its value.</summary>
    public JsonObject Properties(string resource) => (JsonObject)Value(_root["Resources"][resource]["Properties"])!;

    private IEnumerable<string> Keys(string section) =>
        ((YamlMappingNode)_root[section]).Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    private static IEnumerable<YamlNode> Nodes(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => mapping.Children.Values.SelectMany(Nodes).Prepend(node),
            YamlSequenceNode sequence => sequence.SelectMany(Nodes).Prepend(node),
            _ => [node],
        };

    private static IEnumerable<string> ReferencesOf(YamlNode node) =>
        (Tag(node), (node as YamlScalarNode)?.Value) switch
        {
            ("!Ref", { } name) => [name],
            ("!GetAtt", { } attribute) => [attribute.Split('.')[0]],
            ("!Sub", { } text) => Variable().Matches(text).Select(match => match.Groups["name"].Value),
            _ => [],
        };

    private JsonNode? Value(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => new JsonObject(
                mapping.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Value(entry.Value)))
            ),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Value)]),
            _ => JsonValue.Create(Text(node)),
        };

    private string Text(YamlNode node)
    {
        string text = ((YamlScalarNode)node).Value!;
        return Tag(node) switch
        {
            "!Ref" => Named(text),
            "!GetAtt" => $"arn:of:{text}",
            "!Sub" => Literal().Replace(Variable().Replace(text, match => Named(match.Groups["name"].Value)), "${"),
            _ => text,
        };
    }

    /// <summary>What a name stands for: a parameter's default, a pseudo parameter, or a resource by its own name.</summary>
    private string Named(string name) =>
        Pseudo.GetValueOrDefault(name)
        ?? (Parameters.Contains(name) ? ((YamlScalarNode)_root["Parameters"][name]["Default"]).Value! : name);

    private static string? Tag(YamlNode node) => node.Tag.IsEmpty ? null : node.Tag.Value;

    [GeneratedRegex(@"\$\{(?<name>[^!}][^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{!")]
    private static partial Regex Literal();
}
