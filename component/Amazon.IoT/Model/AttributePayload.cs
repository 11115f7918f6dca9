using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Attributes of a thing in a request.</summary>
public partial class AttributePayload
{
    /// <summary>Attributes by name.</summary>
    public Dictionary<string, string> Attributes { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();

    /// <summary>True: merge with existing attributes; else replace them. It has a meaning for updates alone.</summary>
    public bool? Merge { get; set; }

    internal static void Write(Utf8JsonWriter writer, AttributePayload value)
    {
        writer.Member("attributes", value.Attributes);
        writer.Member("merge", value.Merge);
    }
}
