using System.Text.Json;
using System.Text.Json.Nodes;
using GreengrassTpm.Build;
using GreengrassTpm.Component;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Tests.Component;

/// <summary>What the recipe gives a device is what this program takes for granted.</summary>
public class RecipeConfigurationTests
{
    [Fact]
    public void The_recipe_s_default_configuration_is_the_program_s()
    {
        ConfigurationReading reading = ComponentConfiguration.Read(
            JsonDocument.Parse(DefaultConfiguration().ToJsonString()).RootElement
        );

        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Warnings);
        IReadOnlyList<string> none = new ComponentConfiguration().RestartCommand;
        Assert.Equal(new ComponentConfiguration(), reading.Configuration with { RestartCommand = none });
    }

    // Every scalar a string, as nucleus lite reads a recipe.
    private static JsonNode DefaultConfiguration()
    {
        string root = RepositoryRoot.Find(AppContext.BaseDirectory);
        using StreamReader text = new(Path.Combine(root, "recipes/com.greengrasstpm.CredentialRotator.yaml"));
        YamlStream stream = [];
        stream.Load(text);
        var recipe = (YamlMappingNode)stream.Documents[0].RootNode;
        return Convert(recipe["ComponentConfiguration"]["DefaultConfiguration"]);
    }

    private static JsonNode Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(child => KeyValuePair.Create(child.Key.ToString(), (JsonNode?)Convert(child.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            _ => JsonValue.Create(node.ToString()),
        };
}
