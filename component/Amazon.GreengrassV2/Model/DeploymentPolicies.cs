using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>How devices carry out a deployment.</summary>
public partial class DeploymentPolicies
{
    /// <summary>Whether components are told before an update.</summary>
    public DeploymentComponentUpdatePolicy ComponentUpdatePolicy { get; set; }

    /// <summary>How long components may take to judge a configuration.</summary>
    public DeploymentConfigurationValidationPolicy ConfigurationValidationPolicy { get; set; }

    /// <summary>What a device does after a failure.</summary>
    public DeploymentFailureHandlingPolicy FailureHandlingPolicy { get; set; }

    internal static DeploymentPolicies Read(JsonElement reply) =>
        new()
        {
            ComponentUpdatePolicy = reply.Object("componentUpdatePolicy", DeploymentComponentUpdatePolicy.Read),
            ConfigurationValidationPolicy = reply.Object(
                "configurationValidationPolicy",
                DeploymentConfigurationValidationPolicy.Read
            ),
            FailureHandlingPolicy = reply.Text("failureHandlingPolicy"),
        };

    internal static void Write(Utf8JsonWriter writer, DeploymentPolicies value)
    {
        writer.Member("componentUpdatePolicy", value.ComponentUpdatePolicy, DeploymentComponentUpdatePolicy.Write);
        writer.Member(
            "configurationValidationPolicy",
            value.ConfigurationValidationPolicy,
            DeploymentConfigurationValidationPolicy.Write
        );
        writer.Member("failureHandlingPolicy", value.FailureHandlingPolicy?.Value);
    }
}
