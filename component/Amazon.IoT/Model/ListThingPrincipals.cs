using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.ListThingPrincipalsAsync(ListThingPrincipalsRequest, CancellationToken)"/>.</summary>
public partial class ListThingPrincipalsRequest : AmazonIoTRequest
{
    /// <summary>Name of the thing: 1 to 128 characters of <c>a-z A-Z 0-9 : _ -</c>.</summary>
    public string ThingName { get; set; }

    /// <summary>Token of a page; null for the first, and after the last.</summary>
    public string NextToken { get; set; }

    /// <summary>Most results on a page; null for the service's default.</summary>
    public int? MaxResults { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.ListThingPrincipalsAsync(ListThingPrincipalsRequest, CancellationToken)"/>.</summary>
public partial class ListThingPrincipalsResponse : AmazonWebServiceResponse
{
    /// <summary>ARNs or ids of the principals on this page.</summary>
    public List<string> Principals { get; set; } = JsonMembers.Unset<List<string>>();

    /// <summary>Token of a page; null for the first, and after the last.</summary>
    public string NextToken { get; set; }
}

/// <summary>How ListThingPrincipals goes over the wire.</summary>
internal static class ListThingPrincipals
{
    public static readonly RestJsonOperation<ListThingPrincipalsRequest, ListThingPrincipalsResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/things/{thingName}/principals",
        (request, call) =>
        {
            call.Label("thingName", nameof(request.ThingName), request.ThingName);
            call.Query("nextToken", request.NextToken);
            call.Query("maxResults", request.MaxResults);
        },
        reply => new ListThingPrincipalsResponse
        {
            Principals = reply.Items("principals", item => item.GetString()),
            NextToken = reply.Text("nextToken"),
        },
        IoTService.Errors("ResourceNotFoundException")
    );
}
