using System.Net;
using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>Operations on deployments.</summary>
internal static class DeploymentOperations
{
    public static IEnumerable<ControlOperation> All =>
        [
            new(
                "CreateDeployment",
                "POST",
                "/greengrass/v2/deployments",
                call => call.Text("targetArn") ?? "*",
                Create
            ),
            new("ListDeployments", "GET", "/greengrass/v2/deployments", _ => "*", List),
            new("GetDeployment", "GET", "/greengrass/v2/deployments/{deploymentId}", Resource, Get),
            new("CancelDeployment", "POST", "/greengrass/v2/deployments/{deploymentId}/cancel", Resource, Cancel),
        ];

    /// <summary>The deployments that concern a thing: its own and those of its groups, the newest first.</summary>
    public static IEnumerable<DeploymentRecord> Of(ControlCall call, Registry registry, string thing)
    {
        var targets = registry
            .GroupMembers.Where(member => member.ThingName == thing)
            .Select(member => call.Account.ThingGroupArn(member.GroupName))
            .Append(call.Account.ThingArn(thing))
            .ToHashSet();
        return registry.Deployments.Where(deployment => targets.Contains(deployment.TargetArn)).Reverse();
    }

    private static string Resource(ControlCall call) =>
        $"arn:aws:greengrass:{call.Account.Region}:{call.Account.Id}:deployments:{call.Label("deploymentId")}";

    private static JsonObject Create(ControlCall call, Registry registry)
    {
        var target = call.Text("targetArn") ?? "";
        DemandTarget(call, registry, target);
        DemandComponents(call, registry);
        var former = registry.Deployments.Where(deployment => deployment.TargetArn == target).ToList();
        foreach (var deployment in former)
        {
            deployment.Status = "INACTIVE";
        }
        var created = new DeploymentRecord(Guid.NewGuid().ToString(), target, call.Body, former.Count + 1, call.Now);
        registry.Deployments.Add(created);
        return new JsonObject { ["deploymentId"] = created.Id, ["iotJobId"] = created.Id };
    }

    private static void DemandTarget(ControlCall call, Registry registry, string target)
    {
        var exists = registry
            .Things.Keys.Select(call.Account.ThingArn)
            .Concat(registry.ThingGroups.Select(call.Account.ThingGroupArn))
            .Contains(target);
        if (!exists)
        {
            throw ServiceError.NotFound($"The target {target} does not exist");
        }
    }

    private static void DemandComponents(ControlCall call, Registry registry)
    {
        foreach (var (name, specification) in call.Object("components") ?? [])
        {
            var version = (string?)specification!["componentVersion"];
            var own = registry.Components.GetValueOrDefault($"{call.Account.ComponentArn(name)}:versions:{version}");
            // Components of AWS itself are not in the account.
            if (!name.StartsWith("aws.", StringComparison.Ordinal) && own is not { State: "DEPLOYABLE" })
            {
                throw new ServiceError(
                    "ValidationException",
                    HttpStatusCode.BadRequest,
                    $"Component {name} {version} is not deployable"
                );
            }
        }
    }

    private static JsonObject List(ControlCall call, Registry registry)
    {
        var all = registry
            .Deployments.Where(deployment =>
                call.Query("targetArn") is not { } target || deployment.TargetArn == target
            )
            .Reverse();
        var wanted = call.Query("historyFilter") is "ALL" ? all : all.DistinctBy(deployment => deployment.TargetArn);
        var (page, next) = Page.Of(wanted, call.Query("nextToken"), call.Query("maxResults"));
        return new JsonObject
        {
            ["deployments"] = Page.Json(page, deployment => Summary(registry, deployment)),
            ["nextToken"] = next,
        };
    }

    private static JsonObject Get(ControlCall call, Registry registry)
    {
        var deployment = Require(call, registry);
        var answer = Summary(registry, deployment);
        foreach (var member in (string[])["components", "deploymentPolicies", "iotJobConfiguration", "tags"])
        {
            answer[member] = deployment.Body[member]?.DeepClone();
        }
        return answer;
    }

    private static JsonObject Cancel(ControlCall call, Registry registry)
    {
        var deployment = Require(call, registry);
        deployment.Status = "CANCELED";
        return new JsonObject { ["message"] = "cancelled" };
    }

    private static DeploymentRecord Require(ControlCall call, Registry registry) =>
        registry.Deployments.Find(deployment => deployment.Id == call.Label("deploymentId"))
        ?? throw ServiceError.NotFound($"Deployment {call.Label("deploymentId")} does not exist");

    private static JsonObject Summary(Registry registry, DeploymentRecord deployment) =>
        new()
        {
            ["deploymentId"] = deployment.Id,
            ["deploymentName"] = deployment.Body["deploymentName"]?.DeepClone(),
            ["targetArn"] = deployment.TargetArn,
            ["revisionId"] = $"{deployment.Revision}",
            ["deploymentStatus"] = deployment.Status,
            ["creationTimestamp"] = deployment.Created.ToUnixTimeSeconds(),
            ["isLatestForTarget"] =
                registry.Deployments.FindLast(item => item.TargetArn == deployment.TargetArn) == deployment,
        };
}
