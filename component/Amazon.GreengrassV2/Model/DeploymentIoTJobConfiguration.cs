using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>The job that carries a deployment to its devices.</summary>
public partial class DeploymentIoTJobConfiguration
{
    /// <summary>When it is aborted.</summary>
    public IoTJobAbortConfig AbortConfig { get; set; }

    /// <summary>How fast devices are told.</summary>
    public IoTJobExecutionsRolloutConfig JobExecutionsRolloutConfig { get; set; }

    /// <summary>How long a device may take.</summary>
    public IoTJobTimeoutConfig TimeoutConfig { get; set; }

    internal static DeploymentIoTJobConfiguration Read(JsonElement reply) =>
        new()
        {
            AbortConfig = reply.Object("abortConfig", IoTJobAbortConfig.Read),
            JobExecutionsRolloutConfig = reply.Object("jobExecutionsRolloutConfig", IoTJobExecutionsRolloutConfig.Read),
            TimeoutConfig = reply.Object("timeoutConfig", IoTJobTimeoutConfig.Read),
        };

    internal static void Write(Utf8JsonWriter writer, DeploymentIoTJobConfiguration value)
    {
        writer.Member("abortConfig", value.AbortConfig, IoTJobAbortConfig.Write);
        writer.Member(
            "jobExecutionsRolloutConfig",
            value.JobExecutionsRolloutConfig,
            IoTJobExecutionsRolloutConfig.Write
        );
        writer.Member("timeoutConfig", value.TimeoutConfig, IoTJobTimeoutConfig.Write);
    }
}
