using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.GetPolicyAsync(GetPolicyRequest, CancellationToken)"/>.</summary>
public partial class GetPolicyRequest : AmazonIoTRequest
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.GetPolicyAsync(GetPolicyRequest, CancellationToken)"/>.</summary>
public partial class GetPolicyResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }

    /// <summary>ARN of the policy.</summary>
    public string PolicyArn { get; set; }

    /// <summary>The policy in JSON, at most 2048 characters without white space.</summary>
    public string PolicyDocument { get; set; }

    /// <summary>Id of the version in force.</summary>
    public string DefaultVersionId { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTime? LastModifiedDate { get; set; }

    /// <summary>Id of this state of the resource.</summary>
    public string GenerationId { get; set; }
}

/// <summary>How GetPolicy goes over the wire.</summary>
internal static class GetPolicy
{
    public static readonly RestJsonOperation<GetPolicyRequest, GetPolicyResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/policies/{policyName}",
        (request, call) => call.Label("policyName", nameof(request.PolicyName), request.PolicyName),
        reply => new GetPolicyResponse
        {
            PolicyName = reply.Text("policyName"),
            PolicyArn = reply.Text("policyArn"),
            PolicyDocument = reply.Text("policyDocument"),
            DefaultVersionId = reply.Text("defaultVersionId"),
            CreationDate = reply.Time("creationDate"),
            LastModifiedDate = reply.Time("lastModifiedDate"),
            GenerationId = reply.Text("generationId"),
        },
        IoTService.Errors("ResourceNotFoundException")
    );
}
