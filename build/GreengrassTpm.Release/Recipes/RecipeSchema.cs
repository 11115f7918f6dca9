using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace GreengrassTpm.Release;

/// <summary>The shape of a recipe, as a JSON schema (<c>recipe.schema.json</c>).</summary>
public static class RecipeSchema
{
    private const string Resource = "recipe.schema.json";

    /// <summary>Everything in which a document has not the shape of a recipe.</summary>
    /// <param name="document">The document.</param>
    /// <returns>What is wrong.</returns>
    public static IEnumerable<Problem> Problems(JsonObject document)
    {
        using Stream stream = typeof(RecipeSchema).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream);
        JsonSchema schema = JsonSchema.FromText(reader.ReadToEnd());
        EvaluationResults results = schema.Evaluate(
            JsonSerializer.SerializeToElement(document),
            new EvaluationOptions { OutputFormat = OutputFormat.List }
        );
        return (results.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .SelectMany(detail =>
                detail.Errors!.Select(error => new Problem(
                    detail.InstanceLocation.ToString().TrimStart('/'),
                    error.Value.Length == 0 ? "is not allowed here" : error.Value
                ))
            )
            .Distinct();
    }
}
