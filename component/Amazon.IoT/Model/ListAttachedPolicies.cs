using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.ListAttachedPoliciesAsync(ListAttachedPoliciesRequest, CancellationToken)"/>.</summary>
public partial class ListAttachedPoliciesRequest : AmazonIoTRequest
{
    /// <summary>What the policy is attached to: ARN of a certificate or of a thing group.</summary>
    public string Target { get; set; }

    /// <summary>True: also policies attached to the groups that the target is in.</summary>
    public bool? Recursive { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string Marker { get; set; }

    /// <summary>Most results on a page (1 to 250); null for 25.</summary>
    public int? PageSize { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.ListAttachedPoliciesAsync(ListAttachedPoliciesRequest, CancellationToken)"/>.</summary>
public partial class ListAttachedPoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>Policies on this page.</summary>
    public List<Policy> Policies { get; set; } = JsonMembers.Unset<List<Policy>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextMarker { get; set; }
}

/// <summary>How ListAttachedPolicies goes over the wire.</summary>
internal static class ListAttachedPolicies
{
    public static readonly RestJsonOperation<ListAttachedPoliciesRequest, ListAttachedPoliciesResponse> Operation = new(
        IoTService.Instance,
        "POST",
        "/attached-policies/{target}",
        (request, call) =>
        {
            call.Label("target", nameof(request.Target), request.Target);
            call.Query("recursive", request.Recursive);
            call.Query("marker", request.Marker);
            call.Query("pageSize", request.PageSize);
        },
        reply => new ListAttachedPoliciesResponse
        {
            Policies = reply.Items("policies", Policy.Read),
            NextMarker = reply.Text("nextMarker"),
        },
        IoTService.Errors("LimitExceededException", "ResourceNotFoundException")
    );
}
