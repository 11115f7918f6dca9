using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Whether components are told before an update.</summary>
public partial class DeploymentComponentUpdatePolicy
{
    /// <summary>Whether they are.</summary>
    public DeploymentComponentUpdatePolicyAction Action { get; set; }

    /// <summary>How long they may put it off, in seconds.</summary>
    public int? TimeoutInSeconds { get; set; }

    internal static DeploymentComponentUpdatePolicy Read(JsonElement reply) =>
        new() { Action = reply.Text("action"), TimeoutInSeconds = reply.Integer("timeoutInSeconds") };

    internal static void Write(Utf8JsonWriter writer, DeploymentComponentUpdatePolicy value)
    {
        writer.Member("action", value.Action?.Value);
        writer.Member("timeoutInSeconds", value.TimeoutInSeconds);
    }
}
