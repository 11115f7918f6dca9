using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.AttachPolicyAsync(AttachPolicyRequest, CancellationToken)"/>.</summary>
public partial class AttachPolicyRequest : AmazonIoTRequest
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }

    /// <summary>What the policy is attached to: ARN of a certificate or of a thing group.</summary>
    public string Target { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.AttachPolicyAsync(AttachPolicyRequest, CancellationToken)"/>.</summary>
public partial class AttachPolicyResponse : AmazonWebServiceResponse;

/// <summary>How AttachPolicy goes over the wire.</summary>
internal static class AttachPolicy
{
    public static readonly RestJsonOperation<AttachPolicyRequest, AttachPolicyResponse> Operation = new(
        IoTService.Instance,
        "PUT",
        "/target-policies/{policyName}",
        (request, call) =>
        {
            call.Label("policyName", nameof(request.PolicyName), request.PolicyName);
            call.Body(body => body.Member("target", request.Target));
        },
        null,
        IoTService.Errors("LimitExceededException", "ResourceNotFoundException")
    );
}
