using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.GetCoreDeviceAsync(GetCoreDeviceRequest, CancellationToken)"/>.</summary>
public partial class GetCoreDeviceRequest : AmazonGreengrassV2Request
{
    /// <summary>Name of its thing.</summary>
    public string CoreDeviceThingName { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.GetCoreDeviceAsync(GetCoreDeviceRequest, CancellationToken)"/>.</summary>
public partial class GetCoreDeviceResponse : AmazonWebServiceResponse
{
    /// <summary>Its architecture.</summary>
    public string Architecture { get; set; }

    /// <summary>Name of its thing.</summary>
    public string CoreDeviceThingName { get; set; }

    /// <summary>Version of its nucleus.</summary>
    public string CoreVersion { get; set; }

    /// <summary>When it last told its status, UTC.</summary>
    public DateTime? LastStatusUpdateTimestamp { get; set; }

    /// <summary>Its operating system.</summary>
    public string Platform { get; set; }

    /// <summary>Its nucleus: <c>aws_nucleus_classic</c> or <c>aws_nucleus_lite</c>.</summary>
    public string Runtime { get; set; }

    /// <summary>Its health.</summary>
    public CoreDeviceStatus Status { get; set; }

    /// <summary>Its tags.</summary>
    public Dictionary<string, string> Tags { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();
}

/// <summary>How GetCoreDevice goes over the wire.</summary>
internal static class GetCoreDevice
{
    public static readonly RestJsonOperation<GetCoreDeviceRequest, GetCoreDeviceResponse> Operation = new(
        GreengrassV2Service.Instance,
        "GET",
        "/greengrass/v2/coreDevices/{coreDeviceThingName}",
        (request, call) =>
        {
            call.Label("coreDeviceThingName", nameof(request.CoreDeviceThingName), request.CoreDeviceThingName);
        },
        reply => new GetCoreDeviceResponse
        {
            Architecture = reply.Text("architecture"),
            CoreDeviceThingName = reply.Text("coreDeviceThingName"),
            CoreVersion = reply.Text("coreVersion"),
            LastStatusUpdateTimestamp = reply.Time("lastStatusUpdateTimestamp"),
            Platform = reply.Text("platform"),
            Runtime = reply.Text("runtime"),
            Status = reply.Text("status"),
            Tags = reply.Map("tags"),
        },
        GreengrassV2Service.Errors("ResourceNotFoundException")
    );
}
