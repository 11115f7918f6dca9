using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Pages of <see cref="IAmazonIoT.ListThingPrincipalsV2Async(ListThingPrincipalsV2Request, CancellationToken)"/>.</summary>
public interface IListThingPrincipalsV2Paginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListThingPrincipalsV2Response> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<ThingPrincipalObject> ThingPrincipalObjects { get; }
}

/// <inheritdoc/>
internal sealed class ListThingPrincipalsV2Paginator(
    RestJsonPaginator<ListThingPrincipalsV2Request, ListThingPrincipalsV2Response> pages
) : IListThingPrincipalsV2Paginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListThingPrincipalsV2Response> Responses =>
        new PaginatedResponse<ListThingPrincipalsV2Response>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<ThingPrincipalObject> ThingPrincipalObjects =>
        new PaginatedResultKeyResponse<ListThingPrincipalsV2Response, ThingPrincipalObject>(
            pages,
            page => page.ThingPrincipalObjects ?? []
        );
}
