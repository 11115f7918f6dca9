using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DeleteThingAsync(DeleteThingRequest, CancellationToken)"/>.</summary>
public partial class DeleteThingRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>Version that the thing must have, or the call is refused with <see cref="VersionConflictException"/>; null for any.</summary>
    public long? ExpectedVersion { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DeleteThingAsync(DeleteThingRequest, CancellationToken)"/>.</summary>
public partial class DeleteThingResponse : AmazonWebServiceResponse;

/// <summary>How DeleteThing goes over the wire.</summary>
internal static class DeleteThing
{
    public static readonly RestJsonOperation<DeleteThingRequest, DeleteThingResponse> Operation = new(
        IoTService.Instance,
        "DELETE",
        "/things/{thingName}",
        (request, call) =>
        {
            call.Label("thingName", nameof(request.ThingName), request.ThingName);
            call.Query("expectedVersion", request.ExpectedVersion);
        },
        null,
        IoTService.Errors("ResourceNotFoundException", "VersionConflictException")
    );
}
