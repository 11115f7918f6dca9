using System.Text;
using System.Text.Json.Nodes;

namespace GreengrassTpm.Release;

/// <summary>An artifact that a recipe names.</summary>
/// <param name="Place">Where it stands, as a path of keys.</param>
/// <param name="Address">Its <c>Uri</c>; null if there is none.</param>
public sealed record RecipeArtifact(string Place, string? Address)
{
    /// <summary>The last segment of the address: the artifact's file name.</summary>
    public string FileName => Address?.Split('/')[^1] ?? "";
}

/// <summary>
/// A component's recipe: the text as it goes to the cloud and what it says
/// (https://docs.aws.amazon.com/greengrass/v2/developerguide/component-recipe-reference.html).
/// </summary>
/// <param name="text">The text, YAML.</param>
public sealed class Recipe(string text)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>What it says, as JSON.</summary>
    public JsonObject Document { get; } = RecipeYaml.ToJson(RecipeYaml.Load(text));

    /// <summary>Size of the text in bytes.</summary>
    public int Size => Encoding.UTF8.GetByteCount(Text);

    /// <summary>The component's name; "" if it is missing.</summary>
    public string Name => Scalar("ComponentName");

    /// <summary>The component's version; "" if it is missing.</summary>
    public string Version => Scalar("ComponentVersion");

    /// <summary>The manifests, in order.</summary>
    public IReadOnlyList<JsonObject> Manifests => [.. Children(Document, "Manifests").OfType<JsonObject>()];

    /// <summary>The artifacts of all manifests.</summary>
    public IReadOnlyList<RecipeArtifact> Artifacts =>
        [
            .. Manifests.SelectMany(
                (manifest, at) =>
                    Children(manifest, "Artifacts")
                        .Select(
                            (artifact, index) =>
                                new RecipeArtifact(
                                    $"Manifests/{at}/Artifacts/{index}",
                                    AsText((artifact as JsonObject)?["Uri"])
                                )
                        )
            ),
        ];

    /// <summary>A value's text; null if it is no text.</summary>
    /// <param name="node">The value.</param>
    /// <returns>The text.</returns>
    internal static string? AsText(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The items of a list; none if it is missing or no list.</summary>
    /// <param name="parent">The object that has the list.</param>
    /// <param name="name">The list's key.</param>
    /// <returns>The items.</returns>
    internal static IEnumerable<JsonNode?> Children(JsonObject parent, string name) => parent[name] as JsonArray ?? [];

    private string Scalar(string name) => AsText(Document[name]) ?? "";
}
