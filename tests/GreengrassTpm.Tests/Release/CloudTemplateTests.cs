using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.IoT;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Tests.Architecture;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>The template holds together, and its policies allow what devices do and nothing else.</summary>
public sealed partial class CloudTemplateTests
{
    private const string Account = "arn:aws:iot:eu-central-1:123456789012:";

    /// <summary>What the product calls in the control plane of AWS IoT with a device's credentials.</summary>
    private static readonly string[] ControlPlaneActions =
    [
        "iot:AttachPolicy",
        "iot:AttachThingPrincipal",
        "iot:CreateCertificateFromCsr",
        "iot:DeleteCertificate",
        "iot:DescribeCertificate",
        "iot:DescribeEndpoint",
        "iot:DetachThingPrincipal",
        "iot:ListAttachedPolicies",
        "iot:ListPrincipalThings",
        "iot:ListThingPrincipals",
        "iot:UpdateCertificate",
    ];

    private readonly CloudTemplate _template = new();

    [Fact]
    public void Every_reference_resolves() =>
        Assert.Empty(
            _template
                .References.Where(name => !name.StartsWith("AWS::", StringComparison.Ordinal))
                .Except(_template.Parameters)
                .Except(_template.Resources)
        );

    [Fact]
    public void Every_condition_exists_and_is_used() =>
        Assert.Equal(_template.Conditions.Order(), _template.ConditionsInUse.Distinct().Order());

    [Fact]
    public void Every_parameter_is_used() => Assert.Empty(_template.Parameters.Except(_template.References));

    [Fact]
    public void The_role_allows_the_actions_that_are_used_and_no_other() =>
        Assert.Equal(
            ControlPlaneActions,
            RolePolicies()
                .SelectMany(Actions)
                .Where(action => action.StartsWith("iot:", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_operation_that_the_sources_call_is_among_those_actions()
    {
        HashSet<string> operations =
        [
            .. typeof(IAmazonIoT)
                .GetMethods()
                .Select(method => method.Name)
                .Where(name => name.EndsWith("Async", StringComparison.Ordinal)),
        ];

        Assert.Empty(
            Directory
                .GetDirectories(Path.Combine(Repository.Root, "component"), "GreengrassTpm.Aws")
                .SelectMany(_ => Repository.Files("component/GreengrassTpm.Aws", ".cs"))
                .SelectMany(file => Call().Matches(Repository.Read(file)))
                .Select(match => match.Groups["name"].Value)
                .Where(operations.Contains)
                .Select(name => $"iot:{name[..^"Async".Length].Replace("V2", "", StringComparison.Ordinal)}")
                .Except(ControlPlaneActions)
        );
    }

    [Theory]
    [InlineData("iot:UpdateCertificate", "cert/own", true)]
    [InlineData("iot:UpdateCertificate", "cert/other", false)]
    [InlineData("iot:DeleteCertificate", "cert/own", true)]
    [InlineData("iot:DeleteCertificate", "cert/other", false)]
    [InlineData("iot:DetachThingPrincipal", "cert/other", false)]
    [InlineData("iot:ListThingPrincipals", "thing/pump", true)]
    [InlineData("iot:ListThingPrincipals", "thing/valve", false)]
    [InlineData("iot:AttachThingPrincipal", "cert/new", true)]
    [InlineData("iot:CreateCertificateFromCsr", "*", true)]
    [InlineData("iot:CreateThing", "thing/pump", false)]
    [InlineData("iot:RegisterCertificate", "*", false)]
    public void A_session_may_do_something_about_its_own_certificate_alone(
        string action,
        string resource,
        bool allowed
    ) =>
        Assert.Equal(
            allowed,
            IsAllowed(
                RolePolicies(),
                action,
                resource is "*" ? resource : Account + resource,
                new()
                {
                    ["credentials-iot:ThingName"] = "pump",
                    ["credentials-iot:AwsCertificateId"] = "own",
                    ["iot:thingArn"] = Account + "thing/pump",
                }
            )
        );

    [Fact]
    public void A_session_may_not_attach_a_certificate_to_another_thing() =>
        Assert.False(
            IsAllowed(
                RolePolicies(),
                "iot:AttachThingPrincipal",
                Account + "cert/new",
                new() { ["credentials-iot:ThingName"] = "pump", ["iot:thingArn"] = Account + "thing/valve" }
            )
        );

    [Theory]
    [InlineData("iot:Connect", "client/pump", true)]
    [InlineData("iot:Connect", "client/pump#probe", true)]
    [InlineData("iot:Connect", "client/pump2", false)]
    [InlineData("iot:Connect", "client/valve", false)]
    [InlineData("iot:Publish", "topic/$aws/things/pump/jobs/$next/get", true)]
    [InlineData("iot:Publish", "topic/$aws/things/pump/shadow/name/credential/update", true)]
    [InlineData("iot:Publish", "topic/$aws/things/valve/shadow/name/credential/update", false)]
    [InlineData("iot:Publish", "topic/anything", false)]
    [InlineData("iot:Subscribe", "topicfilter/$aws/things/pump/jobs/notify-next", true)]
    [InlineData("iot:Subscribe", "topicfilter/#", false)]
    public void A_device_speaks_for_its_own_thing_alone(string action, string resource, bool allowed) =>
        Assert.Equal(
            allowed,
            IsAllowed(
                [Document("DevicePolicy")],
                action,
                Account + resource,
                new() { ["iot:Connection.Thing.ThingName"] = "pump" }
            )
        );

    [Theory]
    [InlineData("FleetProvisioningPolicy", "topic/$aws/certificates/create-from-csr/json", true)]
    [InlineData(
        "FleetProvisioningPolicy",
        "topic/$aws/provisioning-templates/GreengrassTpmRotation/provision/json",
        true
    )]
    [InlineData("FleetProvisioningPolicy", "topic/$aws/provisioning-templates/Another/provision/json", false)]
    public void A_device_asks_for_certificates_by_the_chosen_path(string policy, string resource, bool allowed) =>
        Assert.Equal(
            allowed,
            IsAllowed(
                [Document(policy)],
                "iot:Publish",
                Account + resource,
                new() { ["iot:Connection.Thing.ThingName"] = "pump" }
            )
        );

    [Theory]
    [InlineData("DevicePolicy")]
    [InlineData("FleetProvisioningPolicy")]
    public void A_policy_fits_into_what_the_service_takes(string policy)
    {
        string document = Document(policy);

        // AWS IoT counts characters without white space.
        Assert.InRange(document.Count(letter => !char.IsWhiteSpace(letter)), 1, 2048);
        Assert.DoesNotContain("cert/", document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_provisioning_template_is_JSON_that_attaches_the_devices_policies()
    {
        JsonNode body = JsonNode.Parse((string)_template.Properties("RotationTemplate")["TemplateBody"]!)!;

        Assert.Equal("GreengrassTpmDevice", (string?)body["Resources"]!["policy"]!["Properties"]!["PolicyName"]);
        Assert.Equal(
            (string?)_template.Properties("FleetProvisioningPolicy")["PolicyName"],
            (string?)body["Resources"]!["issuing"]!["Properties"]!["PolicyName"]
        );
    }

    [Fact]
    public void The_job_asks_for_a_rotation_and_has_rollout_abort_and_timeout()
    {
        JsonObject job = _template.Properties("RotationJobTemplate");

        Assert.Equal("rotate-credential", (string?)JsonNode.Parse((string)job["Document"]!)!["operation"]);
        Assert.NotNull(job["JobExecutionsRolloutConfig"]!["ExponentialRolloutRate"]);
        Assert.NotEmpty(job["AbortConfig"]!["CriteriaList"]!.AsArray());
        Assert.NotNull(job["TimeoutConfig"]!["InProgressTimeoutInMinutes"]);
    }

    private IEnumerable<string> RolePolicies() =>
        _template.Properties("TokenExchangeRole")["Policies"]!
            .AsArray()
            .Append(_template.Properties("ControlPlaneIssuing"))
            .Select(policy => policy!["PolicyDocument"]!.ToJsonString());

    private string Document(string policy) => _template.Properties(policy)["PolicyDocument"]!.ToJsonString();

    private static IEnumerable<string> Actions(string document) =>
        JsonNode.Parse(document)!["Statement"]!
            .AsArray()
            .SelectMany(statement =>
                statement!["Action"] is JsonArray list
                    ? list.Select(item => (string)item!)
                    : [(string)statement["Action"]!]
            );

    private static bool IsAllowed(
        IEnumerable<string> documents,
        string action,
        string resource,
        Dictionary<string, string> variables
    ) =>
        PolicyEvaluator.Decide(
            [.. documents.Select(PolicyDocument.Parse)],
            new PolicyRequest(action, resource, variables)
        ) is PolicyDecision.Allowed;

    [GeneratedRegex(@"\.(?<name>[A-Z][A-Za-z0-9]+Async)\(")]
    private static partial Regex Call();
}
