using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.CreateThingAsync(CreateThingRequest, CancellationToken)"/>.</summary>
public partial class CreateThingRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>Name of the thing type; null for none.</summary>
    public string ThingTypeName { get; set; }

    /// <summary>Attributes of the thing: up to three without a thing type.</summary>
    public AttributePayload AttributePayload { get; set; }

    /// <summary>Billing group of the thing; null for none.</summary>
    public string BillingGroupName { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.CreateThingAsync(CreateThingRequest, CancellationToken)"/>.</summary>
public partial class CreateThingResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>ARN of the thing.</summary>
    public string ThingArn { get; set; }

    /// <summary>Id of the thing, unique also among deleted things of the same name.</summary>
    public string ThingId { get; set; }
}

/// <summary>How CreateThing goes over the wire.</summary>
internal static class CreateThing
{
    public static readonly RestJsonOperation<CreateThingRequest, CreateThingResponse> Operation = new(
        IoTService.Instance,
        "POST",
        "/things/{thingName}",
        (request, call) =>
        {
            call.Label("thingName", nameof(request.ThingName), request.ThingName);
            call.Body(body =>
            {
                body.Member("thingTypeName", request.ThingTypeName);
                body.Member("attributePayload", request.AttributePayload, AttributePayload.Write);
                body.Member("billingGroupName", request.BillingGroupName);
            });
        },
        reply => new CreateThingResponse
        {
            ThingName = reply.Text("thingName"),
            ThingArn = reply.Text("thingArn"),
            ThingId = reply.Text("thingId"),
        },
        IoTService.Errors("ResourceAlreadyExistsException", "ResourceNotFoundException")
    );
}
