using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>A tag of a resource.</summary>
public partial class Tag
{
    /// <summary>Key of the tag.</summary>
    public string Key { get; set; }

    /// <summary>Value of the tag.</summary>
    public string Value { get; set; }

    internal static void Write(Utf8JsonWriter writer, Tag value)
    {
        writer.Member("Key", value.Key);
        writer.Member("Value", value.Value);
    }
}
