using System.Text.Json.Nodes;
using GreengrassTpm.Release;
using GreengrassTpm.Tests.Architecture;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>The configurations for the other ways to obtain certificates, merged into the recipe's own.</summary>
public sealed class ConfigurationExampleTests
{
    public static TheoryData<string> Examples => [.. Repository.Files("recipes/configuration", ".json")];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Merged_into_the_recipes_configuration_it_breaks_no_rule(string example)
    {
        JsonObject recipe = ReleaseSamples.Packaged.Document;
        JsonNode configuration = recipe["ComponentConfiguration"]!;
        string before = configuration["DefaultConfiguration"]!.ToJsonString();
        JsonObject change = JsonNode.Parse(Repository.Read(example))!.AsObject();

        string merged = ConfigurationMerge
            .Combine(new Amazon.GreengrassV2.Model.ComponentConfigurationUpdate { Merge = before }, change, [])!
            .Merge;
        configuration["DefaultConfiguration"] = JsonNode.Parse(merged);

        Assert.Empty(RecipeRules.Problems(new Recipe(recipe.ToJsonString()), ReleaseSamples.Artifacts));
        JsonNode? access = configuration["DefaultConfiguration"]!["accessControl"]!["aws.greengrass.ipc.mqttproxy"];
        Assert.Equal(2, access!.AsObject().Count);
    }
}
