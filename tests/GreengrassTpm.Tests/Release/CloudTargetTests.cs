using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using GreengrassTpm.Tests.Architecture;
using GreengrassTpm.Tests.Build;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>The build's targets against the local cloud, with credentials and endpoints from the environment.</summary>
public sealed class CloudTargetTests : CloudReleaseTest
{
    [Fact]
    public void A_release_goes_from_the_package_to_the_devices()
    {
        Prepare();
        Cloud.AddCoreDevice("pump-1", new DeploymentOutcome("SUCCEEDED"), "pumps");

        ChildResult plan = Run("-t", "Package", "-t", "PublishComponent", "--plan");
        ChildResult publish = Run("-t", "PublishComponent");
        ChildResult deploy = Run("-t", "Deploy", "--thing-group=pumps", "--request-id=spring");

        Assert.True(plan.ExitCode == 0, plan.Output + plan.Error);
        Assert.Contains($"bucket {BucketName}: create it", plan.Output, StringComparison.Ordinal);
        Assert.True(publish.ExitCode == 0, publish.Output + publish.Error);
        Assert.Contains("versions:0.1.0 can be deployed", publish.Output, StringComparison.Ordinal);
        Assert.True(deploy.ExitCode == 0, deploy.Output + deploy.Error);
        Assert.Contains("pump-1: SUCCEEDED", deploy.Output, StringComparison.Ordinal);
        Assert.Contains("spring", Cloud.Deployments()[^1].Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_an_error_with_what_to_change_and_without_the_secret()
    {
        Prepare();

        ChildResult deploy = Run("-t", "Deploy", "--thing=pump");

        Assert.NotEqual(0, deploy.ExitCode);
        Assert.Contains(
            "0.1.0 has not been published in account",
            string.Join(' ', deploy.PlainError().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Cloud.SecretAccessKey, deploy.Output + deploy.Error, StringComparison.Ordinal);
    }

    private void Prepare()
    {
        foreach (string file in (string[])["recipe.yaml", "gdk-config.json"])
        {
            System.IO.File.WriteAllText(File(file), Repository.Read(file));
        }

        ReleaseSamples.Publish(File("."));
    }

    private ChildResult Run(params string[] arguments) =>
        BuildProgram.RunBuild(
            Cloud.Environment,
            ["--working", File("."), "--exclusive", "--poll-seconds=0", "--account", Cloud.Account.Id, .. arguments]
        );
}
