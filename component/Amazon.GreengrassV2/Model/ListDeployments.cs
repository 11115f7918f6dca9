using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.ListDeploymentsAsync(ListDeploymentsRequest, CancellationToken)"/>.</summary>
public partial class ListDeploymentsRequest : AmazonGreengrassV2Request
{
    /// <summary>Which of them; null for the latest of each target.</summary>
    public DeploymentHistoryFilter HistoryFilter { get; set; }

    /// <summary>Most results on a page (1 to 100); null for the service's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string NextToken { get; set; }

    /// <summary>Only those with this parent target; null for all.</summary>
    public string ParentTargetArn { get; set; }

    /// <summary>Only those of this thing or thing group; null for all.</summary>
    public string TargetArn { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.ListDeploymentsAsync(ListDeploymentsRequest, CancellationToken)"/>.</summary>
public partial class ListDeploymentsResponse : AmazonWebServiceResponse
{
    /// <summary>Deployments on this page.</summary>
    public List<Deployment> Deployments { get; set; } = JsonMembers.Unset<List<Deployment>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextToken { get; set; }
}

/// <summary>How ListDeployments goes over the wire.</summary>
internal static class ListDeployments
{
    public static readonly RestJsonOperation<ListDeploymentsRequest, ListDeploymentsResponse> Operation = new(
        GreengrassV2Service.Instance,
        "GET",
        "/greengrass/v2/deployments",
        (request, call) =>
        {
            call.Query("historyFilter", request.HistoryFilter?.Value);
            call.Query("maxResults", request.MaxResults);
            call.Query("nextToken", request.NextToken);
            call.Query("parentTargetArn", request.ParentTargetArn);
            call.Query("targetArn", request.TargetArn);
        },
        reply => new ListDeploymentsResponse
        {
            Deployments = reply.Items("deployments", Deployment.Read),
            NextToken = reply.Text("nextToken"),
        },
        GreengrassV2Service.Errors()
    );
}
