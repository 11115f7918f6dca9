using System.Text;
using Amazon;
using Amazon.GreengrassV2;
using Amazon.GreengrassV2.Model;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Tests.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.AmazonGreengrassV2;

public sealed class ClientTests : LocalCloudTest
{
    private const string Recipe = """
        { "ComponentName": "a.b", "ComponentVersion": "1.0.0", "Manifests": [{ "Artifacts": [] }] }
        """;

    private AmazonGreengrassV2Client Greengrass =>
        new(
            Cloud.AccessKeyId,
            Cloud.SecretAccessKey,
            new AmazonGreengrassV2Config
            {
                ServiceURL = Cloud.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = Cloud.Account.Region,
                MaxErrorRetry = 0,
            }
        );

    [Theory]
    [InlineData("eu-central-1", false, false, "https://greengrass.eu-central-1.amazonaws.com/")]
    [InlineData("eu-central-1", true, false, "https://greengrass.eu-central-1.api.aws/")]
    [InlineData("us-east-1", false, true, "https://greengrass-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", false, true, "https://greengrass.us-gov-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://greengrass.cn-north-1.amazonaws.com.cn/")]
    public void A_region_has_its_endpoint(string region, bool dualStack, bool fips, string endpoint)
    {
        using var client = new AmazonGreengrassV2Client(
            "key",
            "secret",
            new AmazonGreengrassV2Config
            {
                RegionEndpoint = RegionEndpoint.GetBySystemName(region),
                UseDualstackEndpoint = dualStack,
                UseFIPSEndpoint = fips,
            }
        );

        Assert.Equal(endpoint, client.DetermineServiceOperationEndpoint(new GetComponentRequest()).URL);
    }

    [Fact]
    public async Task A_component_version_is_created_described_listed_and_read()
    {
        using var client = Greengrass;
        using var recipe = new MemoryStream(Encoding.UTF8.GetBytes(Recipe));

        var created = await client.CreateComponentVersionAsync(new() { InlineRecipe = recipe });
        var first = await client.DescribeComponentAsync(new() { Arn = created.Arn });
        var second = await client.DescribeComponentAsync(new() { Arn = created.Arn });
        var read = await client.GetComponentAsync(
            new() { Arn = created.Arn, RecipeOutputFormat = RecipeOutputFormat.JSON }
        );

        Assert.Equal("a.b", created.ComponentName);
        Assert.Equal(CloudComponentState.REQUESTED, first.Status.ComponentState);
        Assert.Equal(CloudComponentState.DEPLOYABLE, second.Status.ComponentState);
        Assert.Equal(Recipe, Encoding.UTF8.GetString(read.Recipe.ToArray()));
        Assert.Equal(["1.0.0"], await VersionsAsync(client));
    }

    [Fact]
    public async Task Everything_in_a_deployment_comes_back_as_it_was_sent()
    {
        Cloud.AddCoreDevice("pump", new DeploymentOutcome("SUCCEEDED"));
        using var client = Greengrass;
        var request = new CreateDeploymentRequest
        {
            TargetArn = Cloud.Account.ThingArn("pump"),
            DeploymentName = "first",
            Components = new()
            {
                ["aws.greengrass.Cli"] = new()
                {
                    ComponentVersion = "2.0.0",
                    ConfigurationUpdate = new() { Merge = """{"a":1}""", Reset = ["/b"] },
                    RunWith = new()
                    {
                        PosixUser = "u:g",
                        SystemResourceLimits = new() { Cpus = 0.5, Memory = 1024 },
                    },
                },
            },
            DeploymentPolicies = new()
            {
                FailureHandlingPolicy = DeploymentFailureHandlingPolicy.DO_NOTHING,
                ComponentUpdatePolicy = new()
                {
                    Action = DeploymentComponentUpdatePolicyAction.SKIP_NOTIFY_COMPONENTS,
                    TimeoutInSeconds = 7,
                },
                ConfigurationValidationPolicy = new() { TimeoutInSeconds = 8 },
            },
            IotJobConfiguration = new()
            {
                AbortConfig = new()
                {
                    CriteriaList =
                    [
                        new()
                        {
                            Action = IoTJobAbortAction.CANCEL,
                            FailureType = IoTJobExecutionFailureType.ALL,
                            MinNumberOfExecutedThings = 2,
                            ThresholdPercentage = 12.5,
                        },
                    ],
                },
                JobExecutionsRolloutConfig = new()
                {
                    MaximumPerMinute = 10,
                    ExponentialRate = new()
                    {
                        BaseRatePerMinute = 5,
                        IncrementFactor = 1.5,
                        RateIncreaseCriteria = new() { NumberOfSucceededThings = 3 },
                    },
                },
                TimeoutConfig = new() { InProgressTimeoutInMinutes = 60 },
            },
            Tags = new() { ["team"] = "pumps" },
        };

        var created = await client.CreateDeploymentAsync(request);
        var read = await client.GetDeploymentAsync(new() { DeploymentId = created.DeploymentId });

        Assert.Equivalent(request.Components, read.Components, strict: true);
        Assert.Equivalent(request.DeploymentPolicies, read.DeploymentPolicies);
        Assert.Equivalent(request.IotJobConfiguration, read.IotJobConfiguration);
        Assert.Equal(request.Tags, read.Tags);
        Assert.Equal(DeploymentStatus.ACTIVE, read.DeploymentStatus);
        Assert.True(read.IsLatestForTarget);
    }

    [Fact]
    public async Task A_cancelled_deployment_says_so()
    {
        Cloud.AddCoreDevice("pump", new DeploymentOutcome("SUCCEEDED"));
        using var client = Greengrass;
        var created = await client.CreateDeploymentAsync(new() { TargetArn = Cloud.Account.ThingArn("pump") });

        await client.CancelDeploymentAsync(new() { DeploymentId = created.DeploymentId });

        var list = await client.ListDeploymentsAsync(new() { TargetArn = Cloud.Account.ThingArn("pump") });
        Assert.Equal(DeploymentStatus.CANCELED, Assert.Single(list.Deployments).DeploymentStatus);
    }

    [Fact]
    public async Task An_error_of_the_service_has_its_type()
    {
        using var client = Greengrass;

        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            client.GetCoreDeviceAsync(new() { CoreDeviceThingName = "none" })
        );

        Assert.Contains("none does not exist", error.Message, StringComparison.Ordinal);
    }

    private async Task<List<string>> VersionsAsync(AmazonGreengrassV2Client client)
    {
        List<string> versions = [];
        var request = new ListComponentVersionsRequest { Arn = Cloud.Account.ComponentArn("a.b"), MaxResults = 1 };
        await foreach (var item in client.Paginators.ListComponentVersions(request).ComponentVersions)
        {
            versions.Add(item.ComponentVersion);
        }
        return versions;
    }
}
