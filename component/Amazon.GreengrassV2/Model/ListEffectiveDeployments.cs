using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.ListEffectiveDeploymentsAsync(ListEffectiveDeploymentsRequest, CancellationToken)"/>.</summary>
public partial class ListEffectiveDeploymentsRequest : AmazonGreengrassV2Request
{
    /// <summary>Name of its thing.</summary>
    public string CoreDeviceThingName { get; set; }

    /// <summary>Most results on a page (1 to 100); null for the service's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.ListEffectiveDeploymentsAsync(ListEffectiveDeploymentsRequest, CancellationToken)"/>.</summary>
public partial class ListEffectiveDeploymentsResponse : AmazonWebServiceResponse
{
    /// <summary>Deployments on this page.</summary>
    public List<EffectiveDeployment> EffectiveDeployments { get; set; } =
        JsonMembers.Unset<List<EffectiveDeployment>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextToken { get; set; }
}

/// <summary>How ListEffectiveDeployments goes over the wire.</summary>
internal static class ListEffectiveDeployments
{
    public static readonly RestJsonOperation<
        ListEffectiveDeploymentsRequest,
        ListEffectiveDeploymentsResponse
    > Operation = new(
        GreengrassV2Service.Instance,
        "GET",
        "/greengrass/v2/coreDevices/{coreDeviceThingName}/effectiveDeployments",
        (request, call) =>
        {
            call.Label("coreDeviceThingName", nameof(request.CoreDeviceThingName), request.CoreDeviceThingName);
            call.Query("maxResults", request.MaxResults);
            call.Query("nextToken", request.NextToken);
        },
        reply => new ListEffectiveDeploymentsResponse
        {
            EffectiveDeployments = reply.Items("effectiveDeployments", EffectiveDeployment.Read),
            NextToken = reply.Text("nextToken"),
        },
        GreengrassV2Service.Errors("ResourceNotFoundException")
    );
}
