using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Pages of <see cref="IAmazonIoT.ListAttachedPoliciesAsync(ListAttachedPoliciesRequest, CancellationToken)"/>.</summary>
public interface IListAttachedPoliciesPaginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListAttachedPoliciesResponse> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<Policy> Policies { get; }
}

/// <inheritdoc/>
internal sealed class ListAttachedPoliciesPaginator(
    RestJsonPaginator<ListAttachedPoliciesRequest, ListAttachedPoliciesResponse> pages
) : IListAttachedPoliciesPaginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListAttachedPoliciesResponse> Responses =>
        new PaginatedResponse<ListAttachedPoliciesResponse>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<Policy> Policies =>
        new PaginatedResultKeyResponse<ListAttachedPoliciesResponse, Policy>(pages, page => page.Policies ?? []);
}
