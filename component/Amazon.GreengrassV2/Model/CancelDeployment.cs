using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.CancelDeploymentAsync(CancelDeploymentRequest, CancellationToken)"/>.</summary>
public partial class CancelDeploymentRequest : AmazonGreengrassV2Request
{
    /// <summary>Id of the deployment.</summary>
    public string DeploymentId { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.CancelDeploymentAsync(CancelDeploymentRequest, CancellationToken)"/>.</summary>
public partial class CancelDeploymentResponse : AmazonWebServiceResponse
{
    /// <summary>How it went.</summary>
    public string Message { get; set; }
}

/// <summary>How CancelDeployment goes over the wire.</summary>
internal static class CancelDeployment
{
    public static readonly RestJsonOperation<CancelDeploymentRequest, CancelDeploymentResponse> Operation = new(
        GreengrassV2Service.Instance,
        "POST",
        "/greengrass/v2/deployments/{deploymentId}/cancel",
        (request, call) =>
        {
            call.Label("deploymentId", nameof(request.DeploymentId), request.DeploymentId);
        },
        reply => new CancelDeploymentResponse { Message = reply.Text("message") },
        GreengrassV2Service.Errors("ConflictException", "ResourceNotFoundException")
    );
}
