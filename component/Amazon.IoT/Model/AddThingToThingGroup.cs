using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.AddThingToThingGroupAsync(AddThingToThingGroupRequest, CancellationToken)"/>.</summary>
public partial class AddThingToThingGroupRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing group; this or <see cref="ThingGroupArn"/>.</summary>
    public string ThingGroupName { get; set; }

    /// <summary>ARN of the thing group; this or <see cref="ThingGroupName"/>.</summary>
    public string ThingGroupArn { get; set; }

    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>ARN of the thing.</summary>
    public string ThingArn { get; set; }

    /// <summary>True: leave a dynamic group when the thing is in as many groups as are allowed.</summary>
    public bool? OverrideDynamicGroups { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.AddThingToThingGroupAsync(AddThingToThingGroupRequest, CancellationToken)"/>.</summary>
public partial class AddThingToThingGroupResponse : AmazonWebServiceResponse;

/// <summary>How AddThingToThingGroup goes over the wire.</summary>
internal static class AddThingToThingGroup
{
    public static readonly RestJsonOperation<AddThingToThingGroupRequest, AddThingToThingGroupResponse> Operation = new(
        IoTService.Instance,
        "PUT",
        "/thing-groups/addThingToThingGroup",
        (request, call) =>
            call.Body(body =>
            {
                body.Member("thingGroupName", request.ThingGroupName);
                body.Member("thingGroupArn", request.ThingGroupArn);
                body.Member("thingName", request.ThingName);
                body.Member("thingArn", request.ThingArn);
                body.Member("overrideDynamicGroups", request.OverrideDynamicGroups);
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
