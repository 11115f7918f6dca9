using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.AttachThingPrincipalAsync(AttachThingPrincipalRequest, CancellationToken)"/>.</summary>
public partial class AttachThingPrincipalRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>The principal: ARN of a certificate, or an Amazon Cognito id.</summary>
    public string Principal { get; set; }

    /// <summary>Whether the principal serves this thing alone; null means NON_EXCLUSIVE_THING.</summary>
    public ThingPrincipalType ThingPrincipalType { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.AttachThingPrincipalAsync(AttachThingPrincipalRequest, CancellationToken)"/>.</summary>
public partial class AttachThingPrincipalResponse : AmazonWebServiceResponse;

/// <summary>How AttachThingPrincipal goes over the wire.</summary>
internal static class AttachThingPrincipal
{
    public static readonly RestJsonOperation<AttachThingPrincipalRequest, AttachThingPrincipalResponse> Operation = new(
        IoTService.Instance,
        "PUT",
        "/things/{thingName}/principals",
        (request, call) =>
        {
            call.Label("thingName", nameof(request.ThingName), request.ThingName);
            call.Header("x-amzn-principal", request.Principal);
            call.Query("thingPrincipalType", request.ThingPrincipalType);
        },
        null,
        IoTService.Errors("ResourceNotFoundException")
    );
}
