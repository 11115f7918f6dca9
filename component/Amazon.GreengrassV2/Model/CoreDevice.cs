using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A core device in a list.</summary>
public partial class CoreDevice
{
    /// <summary>Its architecture.</summary>
    public string Architecture { get; set; }

    /// <summary>Name of its thing.</summary>
    public string CoreDeviceThingName { get; set; }

    /// <summary>When it last told its status, UTC.</summary>
    public DateTime? LastStatusUpdateTimestamp { get; set; }

    /// <summary>Its operating system.</summary>
    public string Platform { get; set; }

    /// <summary>Its nucleus: <c>aws_nucleus_classic</c> or <c>aws_nucleus_lite</c>.</summary>
    public string Runtime { get; set; }

    /// <summary>Its health.</summary>
    public CoreDeviceStatus Status { get; set; }

    internal static CoreDevice Read(JsonElement reply) =>
        new()
        {
            Architecture = reply.Text("architecture"),
            CoreDeviceThingName = reply.Text("coreDeviceThingName"),
            LastStatusUpdateTimestamp = reply.Time("lastStatusUpdateTimestamp"),
            Platform = reply.Text("platform"),
            Runtime = reply.Text("runtime"),
            Status = reply.Text("status"),
        };
}
