using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>Operations on policies and what they are attached to.</summary>
internal static class PolicyOperations
{
    /// <summary>Most policies on one certificate or group.</summary>
    private const int MaximumPoliciesPerTarget = 10;

    public static IEnumerable<ControlOperation> All =>
        [
            new("CreatePolicy", "POST", "/policies/{policyName}", Resource, Create),
            new("GetPolicy", "GET", "/policies/{policyName}", Resource, Get),
            new("DeletePolicy", "DELETE", "/policies/{policyName}", Resource, Delete),
            new("AttachPolicy", "PUT", "/target-policies/{policyName}", TargetResource, Attach),
            new("DetachPolicy", "POST", "/target-policies/{policyName}", TargetResource, Detach),
            new("ListTargetsForPolicy", "POST", "/policy-targets/{policyName}", Resource, ListTargets),
            new("ListAttachedPolicies", "POST", "/attached-policies/{target}", _ => "*", ListAttached),
        ];

    private static string Resource(ControlCall call) => call.Account.PolicyArn(call.Label("policyName"));

    private static string TargetResource(ControlCall call) => call.Text("target") ?? "*";

    private static IotPolicy Require(Registry registry, string name) =>
        registry.Policies.GetValueOrDefault(name) ?? throw ServiceError.NotFound($"Policy not found: {name}");

    private static JsonObject Create(ControlCall call, Registry registry)
    {
        var name = call.PolicyName();
        var text = call.Text("policyDocument") ?? throw ServiceError.InvalidRequest("policyDocument is missing");
        if (registry.Policies.ContainsKey(name))
        {
            throw ServiceError.AlreadyExists(
                $"Policy cannot be created - name already exists (name={name})",
                name,
                call.Account.PolicyArn(name)
            );
        }
        var policy = new IotPolicy(name, text, ParseDocument(text), call.Now);
        registry.Policies[name] = policy;
        return Describe(call, policy);
    }

    private static JsonObject Get(ControlCall call, Registry registry)
    {
        var policy = Require(registry, call.Label("policyName"));
        var answer = Describe(call, policy);
        answer.Remove("policyVersionId");
        answer["defaultVersionId"] = "1";
        answer["creationDate"] = policy.Created.ToUnixTimeMilliseconds() / 1000.0;
        answer["lastModifiedDate"] = policy.Created.ToUnixTimeMilliseconds() / 1000.0;
        return answer;
    }

    private static JsonObject? Delete(ControlCall call, Registry registry)
    {
        var policy = Require(registry, call.Label("policyName"));
        bool isSeenDetached =
            !registry.PolicyDetachments.TryGetValue(policy.Name, out var detached)
            || call.Now >= detached + call.Cloud.PolicyDetachDelay;
        if (!isSeenDetached || registry.PolicyAttachments.Exists(attachment => attachment.PolicyName == policy.Name))
        {
            throw ServiceError.DeleteConflict(
                $"The policy cannot be deleted as the policy is attached to one or more principals (name={policy.Name})"
            );
        }
        registry.Policies.Remove(policy.Name);
        registry.PolicyDetachments.Remove(policy.Name);
        return null;
    }

    private static JsonObject? Attach(ControlCall call, Registry registry)
    {
        var policy = Require(registry, call.Label("policyName"));
        var attachment = new PolicyAttachment(policy.Name, RequireTarget(call, registry, call.Text("target")));
        if (registry.PolicyAttachments.Contains(attachment))
        {
            return null;
        }
        if (registry.PolicyNamesOf(attachment.TargetArn).Count() >= MaximumPoliciesPerTarget)
        {
            throw ServiceError.LimitExceeded(
                $"At most {MaximumPoliciesPerTarget} policies may be attached to {attachment.TargetArn}"
            );
        }
        registry.PolicyAttachments.Add(attachment);
        return null;
    }

    private static JsonObject? Detach(ControlCall call, Registry registry)
    {
        var target = RequireTarget(call, registry, call.Text("target"));
        var attachment = new PolicyAttachment(call.Label("policyName"), target);
        if (!registry.PolicyAttachments.Remove(attachment))
        {
            throw ServiceError.NotFound($"Policy {attachment.PolicyName} is not attached to {target}");
        }
        registry.PolicyDetachments[attachment.PolicyName] = call.Now;
        return null;
    }

    private static JsonObject ListTargets(ControlCall call, Registry registry)
    {
        var policy = Require(registry, call.Label("policyName"));
        var targets = registry
            .PolicyAttachments.Where(attachment => attachment.PolicyName == policy.Name)
            .Select(attachment => attachment.TargetArn);
        var (items, next) = Page.Of(targets, call.Query("marker"), call.Query("pageSize"));
        return new JsonObject
        {
            ["targets"] = new JsonArray([.. items.Select(target => JsonValue.Create(target))]),
            ["nextMarker"] = next,
        };
    }

    private static JsonObject ListAttached(ControlCall call, Registry registry)
    {
        var target = RequireTarget(call, registry, call.Label("target"));
        var (items, next) = Page.Of(registry.PolicyNamesOf(target), call.Query("marker"), call.Query("pageSize"));
        return new JsonObject
        {
            ["policies"] = Page.Json(
                items,
                name => new JsonObject { ["policyName"] = name, ["policyArn"] = call.Account.PolicyArn(name) }
            ),
            ["nextMarker"] = next,
        };
    }

    private static string RequireTarget(ControlCall call, Registry registry, string? target)
    {
        if (target is null)
        {
            throw ServiceError.InvalidRequest("target is missing");
        }
        if (call.Account.CertificateIdOf(target) is { } id)
        {
            CertificateOperations.Require(registry, id);
            return target;
        }
        return registry.ThingGroups.Any(group => call.Account.ThingGroupArn(group) == target)
            ? target
            : throw ServiceError.InvalidRequest($"Invalid target: {target}");
    }

    private static PolicyDocument ParseDocument(string text)
    {
        if (text.Count(character => !char.IsWhiteSpace(character)) > PolicyDocument.MaximumLength)
        {
            throw ServiceError.MalformedPolicy(
                $"The policy document is longer than {PolicyDocument.MaximumLength} characters"
            );
        }
        try
        {
            return PolicyDocument.Parse(text);
        }
        catch (FormatException exception)
        {
            throw ServiceError.MalformedPolicy(exception.Message);
        }
    }

    private static JsonObject Describe(ControlCall call, IotPolicy policy) =>
        new()
        {
            ["policyName"] = policy.Name,
            ["policyArn"] = call.Account.PolicyArn(policy.Name),
            ["policyDocument"] = policy.Text,
            ["policyVersionId"] = "1",
        };
}
