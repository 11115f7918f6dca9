using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DeletePolicyAsync(DeletePolicyRequest, CancellationToken)"/>.</summary>
public partial class DeletePolicyRequest : AmazonIoTRequest
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DeletePolicyAsync(DeletePolicyRequest, CancellationToken)"/>.</summary>
public partial class DeletePolicyResponse : AmazonWebServiceResponse;

/// <summary>How DeletePolicy goes over the wire.</summary>
internal static class DeletePolicy
{
    public static readonly RestJsonOperation<DeletePolicyRequest, DeletePolicyResponse> Operation = new(
        IoTService.Instance,
        "DELETE",
        "/policies/{policyName}",
        (request, call) => call.Label("policyName", nameof(request.PolicyName), request.PolicyName),
        null,
        IoTService.Errors("DeleteConflictException", "ResourceNotFoundException")
    );
}
