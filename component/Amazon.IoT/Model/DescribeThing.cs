using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DescribeThingAsync(DescribeThingRequest, CancellationToken)"/>.</summary>
public partial class DescribeThingRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DescribeThingAsync(DescribeThingRequest, CancellationToken)"/>.</summary>
public partial class DescribeThingResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>ARN of the thing.</summary>
    public string ThingArn { get; set; }

    /// <summary>Id of the thing, unique also among deleted things of the same name.</summary>
    public string ThingId { get; set; }

    /// <summary>Name of the thing type; null for none.</summary>
    public string ThingTypeName { get; set; }

    /// <summary>MQTT client id that the service suggests: the thing name.</summary>
    public string DefaultClientId { get; set; }

    /// <summary>Attributes by name.</summary>
    public Dictionary<string, string> Attributes { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();

    /// <summary>Billing group of the thing; null for none.</summary>
    public string BillingGroupName { get; set; }

    /// <summary>Version of the thing, counted up by each change.</summary>
    public long? Version { get; set; }
}

/// <summary>How DescribeThing goes over the wire.</summary>
internal static class DescribeThing
{
    public static readonly RestJsonOperation<DescribeThingRequest, DescribeThingResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/things/{thingName}",
        (request, call) => call.Label("thingName", nameof(request.ThingName), request.ThingName),
        reply => new DescribeThingResponse
        {
            ThingName = reply.Text("thingName"),
            ThingArn = reply.Text("thingArn"),
            ThingId = reply.Text("thingId"),
            ThingTypeName = reply.Text("thingTypeName"),
            DefaultClientId = reply.Text("defaultClientId"),
            Attributes = reply.Map("attributes"),
            BillingGroupName = reply.Text("billingGroupName"),
            Version = reply.Long("version"),
        },
        IoTService.Errors("ResourceNotFoundException")
    );
}
