using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.ListTargetsForPolicyAsync(ListTargetsForPolicyRequest, CancellationToken)"/>.</summary>
public partial class ListTargetsForPolicyRequest : AmazonIoTRequest
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string Marker { get; set; }

    /// <summary>Most results on a page (1 to 250); null for the service's default.</summary>
    public int? PageSize { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.ListTargetsForPolicyAsync(ListTargetsForPolicyRequest, CancellationToken)"/>.</summary>
public partial class ListTargetsForPolicyResponse : AmazonWebServiceResponse
{
    /// <summary>What the policy is attached to, on this page: ARNs of certificates and of thing groups.</summary>
    public List<string> Targets { get; set; } = JsonMembers.Unset<List<string>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextMarker { get; set; }
}

/// <summary>How ListTargetsForPolicy goes over the wire.</summary>
internal static class ListTargetsForPolicy
{
    public static readonly RestJsonOperation<ListTargetsForPolicyRequest, ListTargetsForPolicyResponse> Operation = new(
        IoTService.Instance,
        "POST",
        "/policy-targets/{policyName}",
        (request, call) =>
        {
            call.Label("policyName", nameof(request.PolicyName), request.PolicyName);
            call.Query("marker", request.Marker);
            call.Query("pageSize", request.PageSize);
        },
        reply => new ListTargetsForPolicyResponse
        {
            Targets = reply.Items("targets", item => item.GetString()),
            NextMarker = reply.Text("nextMarker"),
        },
        IoTService.Errors("LimitExceededException", "ResourceNotFoundException")
    );
}
