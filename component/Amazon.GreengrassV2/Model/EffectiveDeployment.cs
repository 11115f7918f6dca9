using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A deployment as one device carries it out.</summary>
public partial class EffectiveDeployment
{
    /// <summary>How far the device is.</summary>
    public EffectiveDeploymentExecutionStatus CoreDeviceExecutionStatus { get; set; }

    /// <summary>When the deployment was created, UTC.</summary>
    public DateTime? CreationTimestamp { get; set; }

    /// <summary>Id of the deployment.</summary>
    public string DeploymentId { get; set; }

    /// <summary>Name of the deployment.</summary>
    public string DeploymentName { get; set; }

    /// <summary>Description of the job.</summary>
    public string Description { get; set; }

    /// <summary>ARN of the job.</summary>
    public string IotJobArn { get; set; }

    /// <summary>Id of the job.</summary>
    public string IotJobId { get; set; }

    /// <summary>When the device last told its progress, UTC.</summary>
    public DateTime? ModifiedTimestamp { get; set; }

    /// <summary>Why it is in this status.</summary>
    public string Reason { get; set; }

    /// <summary>The errors in detail; null for none.</summary>
    public EffectiveDeploymentStatusDetails StatusDetails { get; set; }

    /// <summary>ARN of the thing or thing group.</summary>
    public string TargetArn { get; set; }

    internal static EffectiveDeployment Read(JsonElement reply) =>
        new()
        {
            CoreDeviceExecutionStatus = reply.Text("coreDeviceExecutionStatus"),
            CreationTimestamp = reply.Time("creationTimestamp"),
            DeploymentId = reply.Text("deploymentId"),
            DeploymentName = reply.Text("deploymentName"),
            Description = reply.Text("description"),
            IotJobArn = reply.Text("iotJobArn"),
            IotJobId = reply.Text("iotJobId"),
            ModifiedTimestamp = reply.Time("modifiedTimestamp"),
            Reason = reply.Text("reason"),
            StatusDetails = reply.Object("statusDetails", EffectiveDeploymentStatusDetails.Read),
            TargetArn = reply.Text("targetArn"),
        };
}
