using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.GetDeploymentAsync(GetDeploymentRequest, CancellationToken)"/>.</summary>
public partial class GetDeploymentRequest : AmazonGreengrassV2Request
{
    /// <summary>Id of the deployment.</summary>
    public string DeploymentId { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.GetDeploymentAsync(GetDeploymentRequest, CancellationToken)"/>.</summary>
public partial class GetDeploymentResponse : AmazonWebServiceResponse
{
    /// <summary>Components by name.</summary>
    public Dictionary<string, ComponentDeploymentSpecification> Components { get; set; } =
        JsonMembers.Unset<Dictionary<string, ComponentDeploymentSpecification>>();

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationTimestamp { get; set; }

    /// <summary>Its id.</summary>
    public string DeploymentId { get; set; }

    /// <summary>Its name.</summary>
    public string DeploymentName { get; set; }

    /// <summary>How devices carry it out.</summary>
    public DeploymentPolicies DeploymentPolicies { get; set; }

    /// <summary>Its status.</summary>
    public DeploymentStatus DeploymentStatus { get; set; }

    /// <summary>ARN of the job.</summary>
    public string IotJobArn { get; set; }

    /// <summary>The job that carries it to the devices.</summary>
    public DeploymentIoTJobConfiguration IotJobConfiguration { get; set; }

    /// <summary>Id of the job.</summary>
    public string IotJobId { get; set; }

    /// <summary>Whether it is the latest of its target.</summary>
    public bool? IsLatestForTarget { get; set; }

    /// <summary>ARN of the parent target of a subdeployment.</summary>
    public string ParentTargetArn { get; set; }

    /// <summary>Its revision.</summary>
    public string RevisionId { get; set; }

    /// <summary>Its tags.</summary>
    public Dictionary<string, string> Tags { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();

    /// <summary>ARN of the thing or thing group.</summary>
    public string TargetArn { get; set; }
}

/// <summary>How GetDeployment goes over the wire.</summary>
internal static class GetDeployment
{
    public static readonly RestJsonOperation<GetDeploymentRequest, GetDeploymentResponse> Operation = new(
        GreengrassV2Service.Instance,
        "GET",
        "/greengrass/v2/deployments/{deploymentId}",
        (request, call) =>
        {
            call.Label("deploymentId", nameof(request.DeploymentId), request.DeploymentId);
        },
        reply => new GetDeploymentResponse
        {
            Components = reply.Map("components", ComponentDeploymentSpecification.Read),
            CreationTimestamp = reply.Time("creationTimestamp"),
            DeploymentId = reply.Text("deploymentId"),
            DeploymentName = reply.Text("deploymentName"),
            DeploymentPolicies = reply.Object("deploymentPolicies", DeploymentPolicies.Read),
            DeploymentStatus = reply.Text("deploymentStatus"),
            IotJobArn = reply.Text("iotJobArn"),
            IotJobConfiguration = reply.Object("iotJobConfiguration", DeploymentIoTJobConfiguration.Read),
            IotJobId = reply.Text("iotJobId"),
            IsLatestForTarget = reply.Flag("isLatestForTarget"),
            ParentTargetArn = reply.Text("parentTargetArn"),
            RevisionId = reply.Text("revisionId"),
            Tags = reply.Map("tags"),
            TargetArn = reply.Text("targetArn"),
        },
        GreengrassV2Service.Errors("ResourceNotFoundException")
    );
}
