using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A platform that a component version is for.</summary>
public partial class ComponentPlatform
{
    /// <summary>Attributes such as <c>os</c> and <c>architecture</c>.</summary>
    public Dictionary<string, string> Attributes { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();

    /// <summary>Friendly name.</summary>
    public string Name { get; set; }

    internal static ComponentPlatform Read(JsonElement reply) =>
        new() { Attributes = reply.Map("attributes"), Name = reply.Text("name") };
}
