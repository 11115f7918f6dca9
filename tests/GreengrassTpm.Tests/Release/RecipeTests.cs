using GreengrassTpm.Release;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>The product's recipe is right, and each thing that could be wrong with it is found.</summary>
public sealed class RecipeTests
{
    [Fact]
    public void Ours_has_no_problem_and_fits_into_nucleus_lite()
    {
        Recipe recipe = ReleaseSamples.Packaged;

        Assert.Empty(RecipeRules.Problems(recipe, ReleaseSamples.Artifacts));
        Assert.InRange(recipe.Size, 1, LiteRules.MostBytes);
    }

    [Theory]
    [InlineData("RecipeFormatVersion: '2020-01-25'", "RecipeFormatVersion: '2021-01-25'", "RecipeFormatVersion")]
    [InlineData("ComponentName: '{COMPONENT_NAME}'", "ComponentName: 'a b'", "ComponentName")]
    [InlineData("'{COMPONENT_VERSION}'", "'1.2'", "ComponentVersion: '1.2' is no semantic version")]
    [InlineData("ComponentDescription: ", "ComponentDescribtion: ", "ComponentDescription")]
    [InlineData("- Uri: s3://", "- URI: s3://", "Manifests/0/Artifacts/0")]
    [InlineData("Read: OWNER", "Read: ROOT", "Manifests/0/Artifacts/0/Permission/Read")]
    [InlineData("Timeout: 120", "Timeout: soon", "Manifests/0/Lifecycle/install/Timeout")]
    [InlineData("RequiresPrivilege: true", "RequiresPrivilege: 'true'", "Manifests/0/Lifecycle/run/RequiresPrivilege")]
    [InlineData("      recover:", "      repair:", "Manifests/0/Lifecycle/repair")]
    [InlineData("'>=2.6.0'", "'newer than 2.6.0'", "VersionRequirement: 'newer than 2.6.0' is no range")]
    [InlineData("architecture: aarch64", "architecture: arm", "has no manifest for linux on aarch64")]
    [InlineData("architecture: aarch64", "architecture: arm", "'linux/arm' is not among the platforms")]
    [InlineData("architecture: aarch64", "architecture: amd64", "an earlier manifest is for linux/amd64 already")]
    [InlineData(
        "VERSION/greengrass-tpm-linux-x64",
        "VERSION/greengrass-tpm",
        "there is no file 'greengrass-tpm' among"
    )]
    [InlineData(
        "VERSION/greengrass-tpm-linux-x64",
        "VERSION/greengrass-tpm",
        "no manifest uses the artifact 'greengrass-tpm-linux-x64'"
    )]
    [InlineData("{SHA256:greengrass-tpm-linux-x64}", "{SHA256:other}", "{SHA256:other} has not been filled in")]
    [InlineData("'{COMPONENT_AUTHOR}'", "'{COMPONENT_OWNER}'", "{COMPONENT_OWNER} has not been filled in")]
    [InlineData("greengrass-tpm run", "greengrass-tpm run ${home}", "'{home}' opens a variable that no nucleus knows")]
    [InlineData("greengrass-tpm run", "greengrass-tpm run {configuration:/none}", "opens a variable")]
    [InlineData("{artifacts:path}", "{artifact:path}", "'{artifact:path}/greengrass-tpm-linux-x64'")]
    [InlineData("      runtime: '*'\n", "", "nucleus lite passes over a manifest")]
    [InlineData("      run:\n", "      bootstrap:\n", "needs 'run' or 'startup'")]
    [InlineData(
        "'{COMPONENT_NAME}:mqttproxy:1'",
        "'mqttproxy:1'",
        "must begin with 'com.greengrasstpm.CredentialRotator:'"
    )]
    [InlineData("$aws/things/*/jobs/*", "$aws/things/{iot:thingName}/jobs/*", "use '*' in their place")]
    [InlineData("$aws/things/*/jobs/*", "'*'", "'*' allows everything")]
    [InlineData("          operations:\n", "          operation:\n", "accessControl/aws.greengrass.ipc.mqttproxy")]
    public void A_mistake_is_found_and_told_with_its_place(string old, string replacement, string told) =>
        Assert.Contains(
            RecipeRules.Problems(ReleaseSamples.PackagedWith(old, replacement), ReleaseSamples.Artifacts),
            problem => problem.ToString().Contains(told, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(9_000, "nucleus lite reads 8000")]
    [InlineData(17_000, "the cloud takes 16000")]
    public void A_recipe_that_is_too_long_is_found(int characters, string told) =>
        Assert.Contains(
            RecipeRules.Problems(
                ReleaseSamples.PackagedWith("Verifies the device's", new string('x', characters)),
                ReleaseSamples.Artifacts
            ),
            problem => problem.What.Contains(told, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("enabled: true", "enabled: yes", "'yes' at")]
    [InlineData("maxKeyAge: 90d", "maxKeyAge: 02:00", "'02:00' at")]
    [InlineData("interval: 1h", "interval: 1h\n      interval: 2h", "uplicate key")]
    [InlineData("interval: 1h", "interval: *other", "is not YAML")]
    [InlineData("interval: 1h", "interval: [1h", "is not YAML")]
    public void Yaml_that_readers_would_differ_on_is_refused(string old, string replacement, string told) =>
        Assert.Contains(
            told,
            Assert.Throws<ReleaseException>(() => ReleaseSamples.PackagedWith(old, replacement)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void All_problems_are_told_in_one_message()
    {
        Recipe recipe = ReleaseSamples.PackagedWith("architecture: aarch64", "architecture: arm");

        ReleaseException refusal = Assert.Throws<ReleaseException>(() =>
            RecipeRules.Demand(recipe, ReleaseSamples.Artifacts)
        );

        Assert.StartsWith("The recipe has 2 problems:\n  - Manifests: ", refusal.Message, StringComparison.Ordinal);
    }
}
