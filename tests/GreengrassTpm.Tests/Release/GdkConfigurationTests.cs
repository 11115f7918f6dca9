using GreengrassTpm.Release;
using GreengrassTpm.Tests.Architecture;
using Xunit;

namespace GreengrassTpm.Tests.Release;

public sealed class GdkConfigurationTests
{
    private static string Ours => Repository.Read(GdkConfiguration.FileName);

    [Fact]
    public void Ours_is_right_and_names_the_recipe()
    {
        GdkConfiguration configuration = ReleaseSamples.Configuration;

        Assert.Equal("com.greengrasstpm.CredentialRotator", configuration.ComponentName);
        Assert.Contains($"recipes/{configuration.ComponentName}.yaml", Repository.Files("recipes"));
    }

    [Fact]
    public void The_recipe_in_the_root_is_a_link_to_the_one_that_bears_the_components_name() =>
        Assert.Equal(
            $"recipes/{ReleaseSamples.Configuration.ComponentName}.yaml",
            new FileInfo(Path.Combine(Repository.Root, "recipe.yaml")).LinkTarget
        );

    [Fact]
    public void The_version_is_that_of_the_executables_or_left_to_the_cloud() =>
        Assert.True(
            ReleaseSamples.Configuration.Version is ComponentVersionText.NextPatch
                || Repository
                    .Read("Directory.Build.props")
                    .Contains($"<Version>{ReleaseSamples.Configuration.Version}</Version>", StringComparison.Ordinal)
        );

    [Fact]
    public void The_bucket_bears_region_and_account_as_gdk_names_it() =>
        Assert.Equal(
            "greengrasstpm-components-eu-west-1-123456789012",
            ReleaseSamples.Configuration.BucketOf("eu-west-1", "123456789012")
        );

    [Theory]
    [InlineData("\"version\": \"0.1.0\"", "\"version\": \"1.2\"", "version", "1.2.3, or NEXT_PATCH")]
    [InlineData("\"version\": \"0.1.0\",", "", "version", "is missing")]
    [InlineData("\"author\": \"The GreengrassTpm authors\"", "\"author\": 7", "author", "must be a text")]
    [InlineData("\"region\": \"eu-central-1\"", "\"region\": \"Frankfurt\"", "publish/region", "such as eu-central-1")]
    [InlineData("greengrasstpm-components", "Greengrass_TPM", "publish/bucket", "lower-case letters")]
    [InlineData("\"custom\"", "\"zip\"", "build/build_system", "must be 'custom', not 'zip'")]
    [InlineData("com.greengrasstpm.CredentialRotator", "a b", "component", "is named 'a b'")]
    [InlineData("\"gdk_version\": \"1.0.0\"", "\"gdk_version\": \"\"", "gdk_version", "not empty")]
    public void What_is_wrong_is_told_with_its_place(string old, string replacement, string place, string what)
    {
        Assert.Contains(old, Ours, StringComparison.Ordinal);

        string message = Refusal(Ours.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Contains($"{place}: ", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_of_one_string_is_refused_with_the_reason()
    {
        string old = Ours[
            Ours.IndexOf('[', StringComparison.Ordinal)..(Ours.IndexOf(']', StringComparison.Ordinal) + 1)
        ];

        string message = Refusal(Ours.Replace(old, "\"dotnet run\"", StringComparison.Ordinal));

        Assert.Contains("must be an array of strings, program first", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_components_are_refused_by_name()
    {
        string message = Refusal(
            Ours.Replace("\"component\": {", "\"component\": { \"second\": {},", StringComparison.Ordinal)
        );

        Assert.Contains(
            "exactly one component, and holds 2: second, com.greengrasstpm",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        string message = Refusal("""{ "component": { "x": { "version": "x" } } }""");

        Assert.StartsWith("gdk-config.json has 5 problems:", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "component: is missing")]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "component: is missing")]
    public void Another_document_is_refused(string json, string what) =>
        Assert.Contains(what, Refusal(json), StringComparison.Ordinal);

    private static string Refusal(string json) =>
        Assert.Throws<ReleaseException>(() => GdkConfiguration.Parse(json)).Message;
}
