using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A deployment in a list.</summary>
public partial class Deployment
{
    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationTimestamp { get; set; }

    /// <summary>Its id.</summary>
    public string DeploymentId { get; set; }

    /// <summary>Its name.</summary>
    public string DeploymentName { get; set; }

    /// <summary>Its status.</summary>
    public DeploymentStatus DeploymentStatus { get; set; }

    /// <summary>Whether it is the latest of its target.</summary>
    public bool? IsLatestForTarget { get; set; }

    /// <summary>ARN of the parent target of a subdeployment.</summary>
    public string ParentTargetArn { get; set; }

    /// <summary>Its revision.</summary>
    public string RevisionId { get; set; }

    /// <summary>ARN of the thing or thing group.</summary>
    public string TargetArn { get; set; }

    internal static Deployment Read(JsonElement reply) =>
        new()
        {
            CreationTimestamp = reply.Time("creationTimestamp"),
            DeploymentId = reply.Text("deploymentId"),
            DeploymentName = reply.Text("deploymentName"),
            DeploymentStatus = reply.Text("deploymentStatus"),
            IsLatestForTarget = reply.Flag("isLatestForTarget"),
            ParentTargetArn = reply.Text("parentTargetArn"),
            RevisionId = reply.Text("revisionId"),
            TargetArn = reply.Text("targetArn"),
        };
}
