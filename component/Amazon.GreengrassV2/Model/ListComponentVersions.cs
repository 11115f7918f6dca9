using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.ListComponentVersionsAsync(ListComponentVersionsRequest, CancellationToken)"/>.</summary>
public partial class ListComponentVersionsRequest : AmazonGreengrassV2Request
{
    /// <summary>ARN of the component, without a version.</summary>
    public string Arn { get; set; }

    /// <summary>Most results on a page (1 to 100); null for the service's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.ListComponentVersionsAsync(ListComponentVersionsRequest, CancellationToken)"/>.</summary>
public partial class ListComponentVersionsResponse : AmazonWebServiceResponse
{
    /// <summary>Versions on this page.</summary>
    public List<ComponentVersionListItem> ComponentVersions { get; set; } =
        JsonMembers.Unset<List<ComponentVersionListItem>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextToken { get; set; }
}

/// <summary>How ListComponentVersions goes over the wire.</summary>
internal static class ListComponentVersions
{
    public static readonly RestJsonOperation<ListComponentVersionsRequest, ListComponentVersionsResponse> Operation =
        new(
            GreengrassV2Service.Instance,
            "GET",
            "/greengrass/v2/components/{arn}/versions",
            (request, call) =>
            {
                call.Label("arn", nameof(request.Arn), request.Arn);
                call.Query("maxResults", request.MaxResults);
                call.Query("nextToken", request.NextToken);
            },
            reply => new ListComponentVersionsResponse
            {
                ComponentVersions = reply.Items("componentVersions", ComponentVersionListItem.Read),
                NextToken = reply.Text("nextToken"),
            },
            GreengrassV2Service.Errors("ResourceNotFoundException")
        );
}
