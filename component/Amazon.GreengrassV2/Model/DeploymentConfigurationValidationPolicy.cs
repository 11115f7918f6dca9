using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>How long components may take to judge a configuration.</summary>
public partial class DeploymentConfigurationValidationPolicy
{
    /// <summary>The time in seconds.</summary>
    public int? TimeoutInSeconds { get; set; }

    internal static DeploymentConfigurationValidationPolicy Read(JsonElement reply) =>
        new() { TimeoutInSeconds = reply.Integer("timeoutInSeconds") };

    internal static void Write(Utf8JsonWriter writer, DeploymentConfigurationValidationPolicy value)
    {
        writer.Member("timeoutInSeconds", value.TimeoutInSeconds);
    }
}
