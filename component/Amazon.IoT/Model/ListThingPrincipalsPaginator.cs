using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Pages of <see cref="IAmazonIoT.ListThingPrincipalsAsync(ListThingPrincipalsRequest, CancellationToken)"/>.</summary>
public interface IListThingPrincipalsPaginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListThingPrincipalsResponse> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<string> Principals { get; }
}

/// <inheritdoc/>
internal sealed class ListThingPrincipalsPaginator(
    RestJsonPaginator<ListThingPrincipalsRequest, ListThingPrincipalsResponse> pages
) : IListThingPrincipalsPaginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListThingPrincipalsResponse> Responses =>
        new PaginatedResponse<ListThingPrincipalsResponse>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<string> Principals =>
        new PaginatedResultKeyResponse<ListThingPrincipalsResponse, string>(pages, page => page.Principals ?? []);
}
