using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.CreateDeploymentAsync(CreateDeploymentRequest, CancellationToken)"/>.</summary>
public partial class CreateDeploymentRequest : AmazonGreengrassV2Request
{
    /// <summary>Makes repetitions of the request have one effect; random when null.</summary>
    public string ClientToken { get; set; }

    /// <summary>Components by name. Those not named are removed from the devices.</summary>
    public Dictionary<string, ComponentDeploymentSpecification> Components { get; set; } =
        JsonMembers.Unset<Dictionary<string, ComponentDeploymentSpecification>>();

    /// <summary>Name of the deployment.</summary>
    public string DeploymentName { get; set; }

    /// <summary>How devices carry it out.</summary>
    public DeploymentPolicies DeploymentPolicies { get; set; }

    /// <summary>The job that carries it to the devices.</summary>
    public DeploymentIoTJobConfiguration IotJobConfiguration { get; set; }

    /// <summary>ARN of the parent target of a subdeployment.</summary>
    public string ParentTargetArn { get; set; }

    /// <summary>Tags of the deployment.</summary>
    public Dictionary<string, string> Tags { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();

    /// <summary>ARN of the thing or thing group.</summary>
    public string TargetArn { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.CreateDeploymentAsync(CreateDeploymentRequest, CancellationToken)"/>.</summary>
public partial class CreateDeploymentResponse : AmazonWebServiceResponse
{
    /// <summary>Id of the deployment.</summary>
    public string DeploymentId { get; set; }

    /// <summary>ARN of the job.</summary>
    public string IotJobArn { get; set; }

    /// <summary>Id of the job.</summary>
    public string IotJobId { get; set; }
}

/// <summary>How CreateDeployment goes over the wire.</summary>
internal static class CreateDeployment
{
    public static readonly RestJsonOperation<CreateDeploymentRequest, CreateDeploymentResponse> Operation = new(
        GreengrassV2Service.Instance,
        "POST",
        "/greengrass/v2/deployments",
        (request, call) =>
        {
            call.Body(body =>
            {
                body.Member("clientToken", request.ClientToken ?? Guid.NewGuid().ToString());
                body.Member("components", request.Components, ComponentDeploymentSpecification.Write);
                body.Member("deploymentName", request.DeploymentName);
                body.Member("deploymentPolicies", request.DeploymentPolicies, DeploymentPolicies.Write);
                body.Member("iotJobConfiguration", request.IotJobConfiguration, DeploymentIoTJobConfiguration.Write);
                body.Member("parentTargetArn", request.ParentTargetArn);
                body.Member("tags", request.Tags);
                body.Member("targetArn", request.TargetArn);
            });
        },
        reply => new CreateDeploymentResponse
        {
            DeploymentId = reply.Text("deploymentId"),
            IotJobArn = reply.Text("iotJobArn"),
            IotJobId = reply.Text("iotJobId"),
        },
        GreengrassV2Service.Errors(
            "ConflictException",
            "RequestAlreadyInProgressException",
            "ResourceNotFoundException"
        )
    );
}
