using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A component of a deployment.</summary>
public partial class ComponentDeploymentSpecification
{
    /// <summary>The version.</summary>
    public string ComponentVersion { get; set; }

    /// <summary>Changes of its configuration; null for none.</summary>
    public ComponentConfigurationUpdate ConfigurationUpdate { get; set; }

    /// <summary>Whom it runs as and with what resources; null for the device's default.</summary>
    public ComponentRunWith RunWith { get; set; }

    internal static ComponentDeploymentSpecification Read(JsonElement reply) =>
        new()
        {
            ComponentVersion = reply.Text("componentVersion"),
            ConfigurationUpdate = reply.Object("configurationUpdate", ComponentConfigurationUpdate.Read),
            RunWith = reply.Object("runWith", ComponentRunWith.Read),
        };

    internal static void Write(Utf8JsonWriter writer, ComponentDeploymentSpecification value)
    {
        writer.Member("componentVersion", value.ComponentVersion);
        writer.Member("configurationUpdate", value.ConfigurationUpdate, ComponentConfigurationUpdate.Write);
        writer.Member("runWith", value.RunWith, ComponentRunWith.Write);
    }
}
