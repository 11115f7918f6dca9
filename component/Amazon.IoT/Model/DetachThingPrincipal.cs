using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DetachThingPrincipalAsync(DetachThingPrincipalRequest, CancellationToken)"/>.</summary>
public partial class DetachThingPrincipalRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>The principal: ARN of a certificate, or an Amazon Cognito id.</summary>
    public string Principal { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DetachThingPrincipalAsync(DetachThingPrincipalRequest, CancellationToken)"/>.</summary>
public partial class DetachThingPrincipalResponse : AmazonWebServiceResponse;

/// <summary>How DetachThingPrincipal goes over the wire.</summary>
internal static class DetachThingPrincipal
{
    public static readonly RestJsonOperation<DetachThingPrincipalRequest, DetachThingPrincipalResponse> Operation = new(
        IoTService.Instance,
        "DELETE",
        "/things/{thingName}/principals",
        (request, call) =>
        {
            call.Label("thingName", nameof(request.ThingName), request.ThingName);
            call.Header("x-amzn-principal", request.Principal);
        },
        null,
        IoTService.Errors("ResourceNotFoundException")
    );
}
