using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.ListPrincipalThingsAsync(ListPrincipalThingsRequest, CancellationToken)"/>.</summary>
public partial class ListPrincipalThingsRequest : AmazonIoTRequest
{
    /// <summary>The principal: ARN of a certificate, or an Amazon Cognito id.</summary>
    public string Principal { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string Marker { get; set; }

    /// <summary>Most results on a page; null for the service's default.</summary>
    public int? MaxResults { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.ListPrincipalThingsAsync(ListPrincipalThingsRequest, CancellationToken)"/>.</summary>
public partial class ListPrincipalThingsResponse : AmazonWebServiceResponse
{
    /// <summary>Names of the things on this page.</summary>
    public List<string> Things { get; set; } = JsonMembers.Unset<List<string>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextMarker { get; set; }
}

/// <summary>How ListPrincipalThings goes over the wire.</summary>
internal static class ListPrincipalThings
{
    public static readonly RestJsonOperation<ListPrincipalThingsRequest, ListPrincipalThingsResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/principals/things",
        (request, call) =>
        {
            call.Header("x-amzn-principal", request.Principal);
            call.Query("nextToken", request.Marker);
            call.Query("maxResults", request.MaxResults);
        },
        reply => new ListPrincipalThingsResponse
        {
            Things = reply.Items("things", item => item.GetString()),
            NextMarker = reply.Text("nextToken"),
        },
        IoTService.Errors("ResourceNotFoundException")
    );
}
