using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.CreatePolicyAsync(CreatePolicyRequest, CancellationToken)"/>.</summary>
public partial class CreatePolicyRequest : AmazonIoTRequest
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }

    /// <summary>The policy in JSON, at most 2048 characters without white space.</summary>
    public string PolicyDocument { get; set; }

    /// <summary>Tags of the policy.</summary>
    public List<Tag> Tags { get; set; } = JsonMembers.Unset<List<Tag>>();
}

/// <summary>Response of <see cref="IAmazonIoT.CreatePolicyAsync(CreatePolicyRequest, CancellationToken)"/>.</summary>
public partial class CreatePolicyResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }

    /// <summary>ARN of the policy.</summary>
    public string PolicyArn { get; set; }

    /// <summary>The policy in JSON, at most 2048 characters without white space.</summary>
    public string PolicyDocument { get; set; }

    /// <summary>Id of the policy's version.</summary>
    public string PolicyVersionId { get; set; }
}

/// <summary>How CreatePolicy goes over the wire.</summary>
internal static class CreatePolicy
{
    public static readonly RestJsonOperation<CreatePolicyRequest, CreatePolicyResponse> Operation = new(
        IoTService.Instance,
        "POST",
        "/policies/{policyName}",
        (request, call) =>
        {
            call.Label("policyName", nameof(request.PolicyName), request.PolicyName);
            call.Body(body =>
            {
                body.Member("policyDocument", request.PolicyDocument);
                body.Member("tags", request.Tags, Tag.Write);
            });
        },
        reply => new CreatePolicyResponse
        {
            PolicyName = reply.Text("policyName"),
            PolicyArn = reply.Text("policyArn"),
            PolicyDocument = reply.Text("policyDocument"),
            PolicyVersionId = reply.Text("policyVersionId"),
        },
        IoTService.Errors("MalformedPolicyException", "ResourceAlreadyExistsException")
    );
}
