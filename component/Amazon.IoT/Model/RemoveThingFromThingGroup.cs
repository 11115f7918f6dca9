using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.RemoveThingFromThingGroupAsync(RemoveThingFromThingGroupRequest, CancellationToken)"/>.</summary>
public partial class RemoveThingFromThingGroupRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing group; this or <see cref="ThingGroupArn"/>.</summary>
    public string ThingGroupName { get; set; }

    /// <summary>ARN of the thing group; this or <see cref="ThingGroupName"/>.</summary>
    public string ThingGroupArn { get; set; }

    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>ARN of the thing.</summary>
    public string ThingArn { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.RemoveThingFromThingGroupAsync(RemoveThingFromThingGroupRequest, CancellationToken)"/>.</summary>
public partial class RemoveThingFromThingGroupResponse : AmazonWebServiceResponse;

/// <summary>How RemoveThingFromThingGroup goes over the wire.</summary>
internal static class RemoveThingFromThingGroup
{
    public static readonly RestJsonOperation<
        RemoveThingFromThingGroupRequest,
        RemoveThingFromThingGroupResponse
    > Operation = new(
        IoTService.Instance,
        "PUT",
        "/thing-groups/removeThingFromThingGroup",
        (request, call) =>
            call.Body(body =>
            {
                body.Member("thingGroupName", request.ThingGroupName);
                body.Member("thingGroupArn", request.ThingGroupArn);
                body.Member("thingName", request.ThingName);
                body.Member("thingArn", request.ThingArn);
            }),
        null,
        IoTService.OnlyErrors(
            "InternalFailureException",
            "InvalidRequestException",
            "ResourceNotFoundException",
            "ThrottlingException"
        )
    );
}
