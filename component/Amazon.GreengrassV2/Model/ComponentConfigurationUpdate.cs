using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Changes of a component's configuration on the devices.</summary>
public partial class ComponentConfigurationUpdate
{
    /// <summary>JSON object that is merged into the configuration.</summary>
    public string Merge { get; set; }

    /// <summary>JSON pointers of values that are set to the recipe's defaults first; <c>""</c> for all.</summary>
    public List<string> Reset { get; set; } = JsonMembers.Unset<List<string>>();

    internal static ComponentConfigurationUpdate Read(JsonElement reply) =>
        new() { Merge = reply.Text("merge"), Reset = reply.Items("reset", item => item.GetString()) };

    internal static void Write(Utf8JsonWriter writer, ComponentConfigurationUpdate value)
    {
        writer.Member("merge", value.Merge);
        writer.Member("reset", value.Reset);
    }
}
