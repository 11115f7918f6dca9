using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.ListCoreDevicesAsync(ListCoreDevicesRequest, CancellationToken)"/>.</summary>
public partial class ListCoreDevicesRequest : AmazonGreengrassV2Request
{
    /// <summary>Most results on a page (1 to 100); null for the service's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string NextToken { get; set; }

    /// <summary>Only those with this nucleus; null for all.</summary>
    public string Runtime { get; set; }

    /// <summary>Only those with this health; null for all.</summary>
    public CoreDeviceStatus Status { get; set; }

    /// <summary>Only those in this thing group; null for all.</summary>
    public string ThingGroupArn { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.ListCoreDevicesAsync(ListCoreDevicesRequest, CancellationToken)"/>.</summary>
public partial class ListCoreDevicesResponse : AmazonWebServiceResponse
{
    /// <summary>Devices on this page.</summary>
    public List<CoreDevice> CoreDevices { get; set; } = JsonMembers.Unset<List<CoreDevice>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextToken { get; set; }
}

/// <summary>How ListCoreDevices goes over the wire.</summary>
internal static class ListCoreDevices
{
    public static readonly RestJsonOperation<ListCoreDevicesRequest, ListCoreDevicesResponse> Operation = new(
        GreengrassV2Service.Instance,
        "GET",
        "/greengrass/v2/coreDevices",
        (request, call) =>
        {
            call.Query("maxResults", request.MaxResults);
            call.Query("nextToken", request.NextToken);
            call.Query("runtime", request.Runtime);
            call.Query("status", request.Status?.Value);
            call.Query("thingGroupArn", request.ThingGroupArn);
        },
        reply => new ListCoreDevicesResponse
        {
            CoreDevices = reply.Items("coreDevices", CoreDevice.Read),
            NextToken = reply.Text("nextToken"),
        },
        GreengrassV2Service.Errors()
    );
}
