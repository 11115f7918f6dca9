using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// Operations on core devices. A device begins with a deployment when it is asked for the second time and ends with it at
/// the third: progress comes without a clock.
/// </summary>
internal static class CoreDeviceOperations
{
    public static IEnumerable<ControlOperation> All =>
        [
            new("ListCoreDevices", "GET", "/greengrass/v2/coreDevices", _ => "*", List),
            new("GetCoreDevice", "GET", "/greengrass/v2/coreDevices/{coreDeviceThingName}", Resource, Get),
            new(
                "ListEffectiveDeployments",
                "GET",
                "/greengrass/v2/coreDevices/{coreDeviceThingName}/effectiveDeployments",
                Resource,
                Deployments
            ),
        ];

    private static string Resource(ControlCall call) =>
        $"arn:aws:greengrass:{call.Account.Region}:{call.Account.Id}:coreDevices:{call.Label("coreDeviceThingName")}";

    private static JsonObject List(ControlCall call, Registry registry)
    {
        var group = call.Query("thingGroupArn");
        var members = registry
            .GroupMembers.Where(member => call.Account.ThingGroupArn(member.GroupName) == group)
            .Select(member => member.ThingName)
            .ToHashSet();
        var devices = registry.CoreDevices.Values.Where(device => group is null || members.Contains(device.Thing));
        var (page, next) = Page.Of(devices, call.Query("nextToken"), call.Query("maxResults"));
        return new JsonObject { ["coreDevices"] = Page.Json(page, Summary), ["nextToken"] = next };
    }

    private static JsonObject Get(ControlCall call, Registry registry) => Summary(Require(call, registry));

    private static JsonObject Deployments(ControlCall call, Registry registry)
    {
        var device = Require(call, registry);
        var (page, next) = Page.Of(
            DeploymentOperations.Of(call, registry, device.Thing),
            call.Query("nextToken"),
            call.Query("maxResults")
        );
        return new JsonObject
        {
            ["effectiveDeployments"] = Page.Json(page, deployment => Progress(call, device, deployment)),
            ["nextToken"] = next,
        };
    }

    private static JsonObject Progress(ControlCall call, CoreDeviceRecord device, DeploymentRecord deployment)
    {
        var asked = deployment.Asked[device.Thing] = deployment.Asked.GetValueOrDefault(device.Thing) + 1;
        var outcome = asked switch
        {
            1 => new DeploymentOutcome("QUEUED"),
            2 => new DeploymentOutcome("IN_PROGRESS"),
            _ => device.Outcome,
        };
        return new JsonObject
        {
            ["deploymentId"] = deployment.Id,
            ["deploymentName"] = deployment.Body["deploymentName"]?.DeepClone(),
            ["targetArn"] = deployment.TargetArn,
            ["coreDeviceExecutionStatus"] = outcome.Status,
            ["reason"] = outcome.Reason,
            ["creationTimestamp"] = deployment.Created.ToUnixTimeSeconds(),
            ["modifiedTimestamp"] = call.Now.ToUnixTimeSeconds(),
            ["statusDetails"] = new JsonObject
            {
                ["errorStack"] = new JsonArray([.. outcome.ErrorStack.Select(code => (JsonNode?)code)]),
            },
        };
    }

    private static JsonObject Summary(CoreDeviceRecord device) =>
        new()
        {
            ["coreDeviceThingName"] = device.Thing,
            ["status"] = "HEALTHY",
            ["runtime"] = "aws_nucleus_classic",
        };

    private static CoreDeviceRecord Require(ControlCall call, Registry registry) =>
        registry.CoreDevices.GetValueOrDefault(call.Label("coreDeviceThingName"))
        ?? throw ServiceError.NotFound($"Core device {call.Label("coreDeviceThingName")} does not exist");
}
