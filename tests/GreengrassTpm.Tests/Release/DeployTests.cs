using System.Text.Json.Nodes;
using Amazon.GreengrassV2.Model;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Release;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>Deploying to devices of the local cloud.</summary>
public sealed class DeployTests : CloudReleaseTest
{
    private static readonly DeploymentTarget Pump = new("pump", IsGroup: false);
    private static readonly DeploymentTarget Pumps = new("pumps", IsGroup: true);
    private static readonly DeploymentOutcome Good = new("SUCCEEDED");

    [Fact]
    public async Task A_device_without_a_deployment_gets_one_and_is_followed_to_the_end()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump", Good);

        await DeployAsync(Pump, new DeploymentChange());

        Assert.Contains(
            "pump: QUEUED\npump: IN_PROGRESS\npump: SUCCEEDED\ndeployed to 1 device",
            Told,
            StringComparison.Ordinal
        );
        Assert.Equal("0.1.0", (string?)Deployed()[Component]!["componentVersion"]);
    }

    [Fact]
    public async Task What_is_deployed_already_stays()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump", Good);
        using AwsSession session = Session();
        await session.Greengrass.CreateDeploymentAsync(
            new CreateDeploymentRequest
            {
                TargetArn = Cloud.Account.ThingArn("pump"),
                DeploymentName = "the pump's",
                Components = new() { ["aws.greengrass.Cli"] = new() { ComponentVersion = "2.13.0" } },
                Tags = new() { ["team"] = "pumps" },
            }
        );

        DeploymentPlan plan = await DeployAsync(Pump, new DeploymentChange());

        Assert.Contains("  aws.greengrass.Cli 2.13.0: stays", plan.Steps);
        Assert.Equal(["aws.greengrass.Cli", Component], Deployed().Select(entry => entry.Key));
        Assert.Equal("the pump's", (string?)Cloud.Deployments()[^1].Body["deploymentName"]);
        Assert.Equal("pumps", (string?)Cloud.Deployments()[^1].Body["tags"]!["team"]);
    }

    [Fact]
    public async Task A_request_to_rotate_reaches_devices_once_and_stays_in_later_revisions()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump", Good);
        DeploymentChange rotate = new()
        {
            Merge = new JsonObject { ["rotation"] = new JsonObject { ["requestId"] = "r1" } },
        };
        await DeployAsync(Pump, rotate);

        DeploymentPlan again = await DeployAsync(Pump, rotate);
        await DeployAsync(
            Pump,
            new DeploymentChange { Merge = new JsonObject { ["rotation"] = new JsonObject { ["maxKeyAge"] = "30d" } } }
        );

        Assert.True(again.ChangesNothing);
        Assert.Equal(2, Cloud.Deployments().Count);
        Assert.Equal(
            """{"rotation":{"requestId":"r1","maxKeyAge":"30d"}}""",
            (string?)Deployed()[Component]!["configurationUpdate"]!["merge"]
        );
    }

    [Fact]
    public async Task All_devices_of_a_group_are_followed_and_failures_are_told_with_their_reasons()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump-1", Good, "pumps");
        Cloud.AddCoreDevice(
            "pump-2",
            new DeploymentOutcome("FAILED", "unfit: no TPM", "DEPLOYMENT_FAILURE", "COMPONENT_BROKEN"),
            "pumps"
        );
        Cloud.AddCoreDevice("valve", Good, "valves");

        string message = await RefusalAsync(() => DeployAsync(Pumps, new DeploymentChange()));

        Assert.Contains("failed on 1 of 2 devices", message, StringComparison.Ordinal);
        Assert.Contains(
            "pump-2: FAILED: unfit: no TPM (DEPLOYMENT_FAILURE < COMPONENT_BROKEN)",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains("pump-1: SUCCEEDED", Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_without_devices_is_told_as_such()
    {
        await PublishAsync(Package());
        Cloud.AddThingGroup("pumps");

        await DeployAsync(Pumps, new DeploymentChange());

        Assert.Contains("thing group pumps has no core device yet", Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_does_not_end_in_time_is_named_and_the_deployment_goes_on()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump", new DeploymentOutcome("IN_PROGRESS"));

        string message = await RefusalAsync(() =>
            DeployAsync(Pump, new DeploymentChange(), Quick with { Longest = TimeSpan.Zero })
        );

        Assert.Contains("has not ended after 00:00:00, and goes on", message, StringComparison.Ordinal);
        Assert.Contains("- pump: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollout_and_policies_go_with_the_deployment()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump", Good);

        await DeployAsync(
            Pump,
            new DeploymentChange
            {
                RollBack = false,
                NotifyComponents = true,
                Growth = new GrowingRate(10, 2, 50),
                DevicesPerMinute = 100,
                Abort = new AbortRule(5, 20),
                DeviceMinutes = 30,
            }
        );

        JsonObject body = Cloud.Deployments()[^1].Body;
        Assert.Equal("DO_NOTHING", (string?)body["deploymentPolicies"]!["failureHandlingPolicy"]);
        Assert.Equal("NOTIFY_COMPONENTS", (string?)body["deploymentPolicies"]!["componentUpdatePolicy"]!["action"]);
        JsonNode job = body["iotJobConfiguration"]!;
        Assert.Equal(100, (int?)job["jobExecutionsRolloutConfig"]!["maximumPerMinute"]);
        Assert.Equal(
            50,
            (int?)
                job["jobExecutionsRolloutConfig"]!["exponentialRate"]!["rateIncreaseCriteria"]![
                    "numberOfSucceededThings"
                ]
        );
        Assert.Equal(20, (int?)job["abortConfig"]!["criteriaList"]![0]!["minNumberOfExecutedThings"]);
        Assert.Equal(30, (int?)job["timeoutConfig"]!["inProgressTimeoutInMinutes"]);
    }

    [Fact]
    public async Task A_version_that_is_not_published_is_refused_with_those_that_are()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump", Good);

        string message = await RefusalAsync(() => DeployAsync(Pump, new DeploymentChange { Version = "3.0.0" }));

        Assert.Contains("3.0.0 has not been published", message, StringComparison.Ordinal);
        Assert.Contains("there is: 0.1.0", message, StringComparison.Ordinal);
        Assert.Empty(Cloud.Deployments());
    }

    [Fact]
    public async Task A_component_that_was_never_published_is_refused_with_the_target_that_does_it() =>
        Assert.Contains(
            "The target PublishComponent does it",
            await RefusalAsync(() => DeployAsync(Pump, new DeploymentChange())),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_thing_that_does_not_exist_is_named()
    {
        await PublishAsync(Package());

        Assert.Contains(
            "There is no thing pump in account 123456789012",
            await RefusalAsync(() => DeployAsync(Pump, new DeploymentChange())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_deployment_that_is_cancelled_meanwhile_is_told_as_such()
    {
        await PublishAsync(Package());
        Cloud.AddCoreDevice("pump", new DeploymentOutcome("IN_PROGRESS"));
        using AwsSession session = Session();
        CreateDeploymentResponse created = await session.Greengrass.CreateDeploymentAsync(
            new CreateDeploymentRequest { TargetArn = Cloud.Account.ThingArn("pump") }
        );
        await session.Greengrass.CancelDeploymentAsync(
            new CancelDeploymentRequest { DeploymentId = created.DeploymentId }
        );
        AwsAccount account = await session.IdentifyAsync(null, default);
        DeploymentFollower follower = new(session.Greengrass, account, Quick, _ => { });

        string message = await RefusalAsync(() => follower.FollowAsync(Pump, created.DeploymentId, default));

        Assert.Contains("is CANCELED before all devices had it", message, StringComparison.Ordinal);
    }

    private JsonObject Deployed() => Cloud.Deployments()[^1].Body["components"]!.AsObject();
}
