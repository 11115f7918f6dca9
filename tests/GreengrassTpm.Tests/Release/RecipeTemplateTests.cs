using System.Text.Json.Nodes;
using GreengrassTpm.Release;
using Xunit;

namespace GreengrassTpm.Tests.Release;

public sealed class RecipeTemplateTests
{
    [Fact]
    public void Name_version_author_and_digests_are_filled_in()
    {
        Recipe recipe = ReleaseSamples.Packaged;

        Assert.Equal("com.greengrasstpm.CredentialRotator", recipe.Name);
        Assert.Equal("0.1.0", recipe.Version);
        Assert.Equal("The GreengrassTpm authors", (string?)recipe.Document["ComponentPublisher"]);
        Assert.All(
            recipe.Manifests,
            manifest =>
                Assert.Contains(
                    $"echo '{ReleaseSamples.Digest}  '",
                    (string?)manifest["Lifecycle"]!["install"]!["Script"],
                    StringComparison.Ordinal
                )
        );
    }

    [Theory]
    [InlineData("O'Neill & \"Söhne\": {a} #1")]
    [InlineData("- no\n")]
    [InlineData("{COMPONENT_VERSION}")]
    public void A_value_stays_the_text_that_it_is(string author)
    {
        Recipe recipe = RecipeTemplate.Package(
            ReleaseSamples.Template,
            new RecipeValues("a.b", "1.0.0", author, new Dictionary<string, string>())
        );

        Assert.Equal(author, (string?)recipe.Document["ComponentPublisher"]);
    }

    [Fact]
    public void Nothing_but_placeholders_is_changed_by_packaging()
    {
        JsonObject before = RecipeYaml.ToJson(RecipeYaml.Load(ReleaseSamples.Template));
        JsonObject after = ReleaseSamples.Packaged.Document;

        Assert.True(
            JsonNode.DeepEquals(
                before["ComponentConfiguration"]!["DefaultConfiguration"]!["rotation"],
                after["ComponentConfiguration"]!["DefaultConfiguration"]!["rotation"]
            )
        );
        Assert.True(JsonNode.DeepEquals(before["ComponentDependencies"], after["ComponentDependencies"]));
    }

    [Fact]
    public void Publishing_sets_the_version_and_the_artifacts_addresses_and_nothing_else()
    {
        Recipe packaged = ReleaseSamples.Packaged;

        Recipe published = RecipeTemplate.Publish(packaged, "1.2.3", "bucket-eu-central-1-123456789012");

        Assert.Equal("1.2.3", published.Version);
        Assert.Equal(
            [
                "s3://bucket-eu-central-1-123456789012/com.greengrasstpm.CredentialRotator/1.2.3/greengrass-tpm-linux-x64",
                "s3://bucket-eu-central-1-123456789012/com.greengrasstpm.CredentialRotator/1.2.3/greengrass-tpm-linux-arm64",
            ],
            published.Artifacts.Select(artifact => artifact.Address)
        );
        Assert.True(JsonNode.DeepEquals(packaged.Manifests[0]["Lifecycle"], published.Manifests[0]["Lifecycle"]));
        Assert.Empty(RecipeRules.Problems(published, ReleaseSamples.Artifacts));
    }
}
