using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.ListThingPrincipalsV2Async(ListThingPrincipalsV2Request, CancellationToken)"/>.</summary>
public partial class ListThingPrincipalsV2Request : AmazonIoTRequest
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>Token of a page; null for the first, and after the last.</summary>
    public string NextToken { get; set; }

    /// <summary>Most results on a page; null for the service's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Whether the principal serves this thing alone; null means NON_EXCLUSIVE_THING.</summary>
    public ThingPrincipalType ThingPrincipalType { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.ListThingPrincipalsV2Async(ListThingPrincipalsV2Request, CancellationToken)"/>.</summary>
public partial class ListThingPrincipalsV2Response : AmazonWebServiceResponse
{
    /// <summary>Principals on this page, each with the type of its relation.</summary>
    public List<ThingPrincipalObject> ThingPrincipalObjects { get; set; } =
        JsonMembers.Unset<List<ThingPrincipalObject>>();

    /// <summary>Token of a page; null for the first, and after the last.</summary>
    public string NextToken { get; set; }
}

/// <summary>How ListThingPrincipalsV2 goes over the wire.</summary>
internal static class ListThingPrincipalsV2
{
    public static readonly RestJsonOperation<ListThingPrincipalsV2Request, ListThingPrincipalsV2Response> Operation =
        new(
            IoTService.Instance,
            "GET",
            "/things/{thingName}/principals-v2",
            (request, call) =>
            {
                call.Label("thingName", nameof(request.ThingName), request.ThingName);
                call.Query("nextToken", request.NextToken);
                call.Query("maxResults", request.MaxResults);
                call.Query("thingPrincipalType", request.ThingPrincipalType);
            },
            reply => new ListThingPrincipalsV2Response
            {
                ThingPrincipalObjects = reply.Items("thingPrincipalObjects", ThingPrincipalObject.Read),
                NextToken = reply.Text("nextToken"),
            },
            IoTService.Errors("ResourceNotFoundException")
        );
}
