using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.CreateComponentVersionAsync(CreateComponentVersionRequest, CancellationToken)"/>.</summary>
public partial class CreateComponentVersionRequest : AmazonGreengrassV2Request
{
    /// <summary>Makes repetitions of the request have one effect; random when null.</summary>
    public string ClientToken { get; set; }

    /// <summary>The recipe, JSON or YAML.</summary>
    public MemoryStream InlineRecipe { get; set; }

    /// <summary>Tags of the version.</summary>
    public Dictionary<string, string> Tags { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.CreateComponentVersionAsync(CreateComponentVersionRequest, CancellationToken)"/>.</summary>
public partial class CreateComponentVersionResponse : AmazonWebServiceResponse
{
    /// <summary>ARN of the version.</summary>
    public string Arn { get; set; }

    /// <summary>Name of the component.</summary>
    public string ComponentName { get; set; }

    /// <summary>The version.</summary>
    public string ComponentVersion { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationTimestamp { get; set; }

    /// <summary>Its status.</summary>
    public CloudComponentStatus Status { get; set; }
}

/// <summary>How CreateComponentVersion goes over the wire.</summary>
internal static class CreateComponentVersion
{
    public static readonly RestJsonOperation<CreateComponentVersionRequest, CreateComponentVersionResponse> Operation =
        new(
            GreengrassV2Service.Instance,
            "POST",
            "/greengrass/v2/createComponentVersion",
            (request, call) =>
            {
                call.Body(body =>
                {
                    body.Member("clientToken", request.ClientToken ?? Guid.NewGuid().ToString());
                    body.Member("inlineRecipe", request.InlineRecipe);
                    body.Member("tags", request.Tags);
                });
            },
            reply => new CreateComponentVersionResponse
            {
                Arn = reply.Text("arn"),
                ComponentName = reply.Text("componentName"),
                ComponentVersion = reply.Text("componentVersion"),
                CreationTimestamp = reply.Time("creationTimestamp"),
                Status = reply.Object("status", CloudComponentStatus.Read),
            },
            GreengrassV2Service.Errors(
                "ConflictException",
                "RequestAlreadyInProgressException",
                "ServiceQuotaExceededException"
            )
        );
}
