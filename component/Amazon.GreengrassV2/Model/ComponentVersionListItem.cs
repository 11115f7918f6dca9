using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A component version in a list.</summary>
public partial class ComponentVersionListItem
{
    /// <summary>ARN of the version.</summary>
    public string Arn { get; set; }

    /// <summary>Name of the component.</summary>
    public string ComponentName { get; set; }

    /// <summary>The version.</summary>
    public string ComponentVersion { get; set; }

    internal static ComponentVersionListItem Read(JsonElement reply) =>
        new()
        {
            Arn = reply.Text("arn"),
            ComponentName = reply.Text("componentName"),
            ComponentVersion = reply.Text("componentVersion"),
        };
}
