using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Pages of <see cref="IAmazonGreengrassV2.ListComponentVersionsAsync(ListComponentVersionsRequest, CancellationToken)"/>.</summary>
public interface IListComponentVersionsPaginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListComponentVersionsResponse> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<ComponentVersionListItem> ComponentVersions { get; }
}

/// <inheritdoc/>
internal sealed class ListComponentVersionsPaginator(
    RestJsonPaginator<ListComponentVersionsRequest, ListComponentVersionsResponse> pages
) : IListComponentVersionsPaginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListComponentVersionsResponse> Responses =>
        new PaginatedResponse<ListComponentVersionsResponse>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<ComponentVersionListItem> ComponentVersions =>
        new PaginatedResultKeyResponse<ListComponentVersionsResponse, ComponentVersionListItem>(
            pages,
            page => page.ComponentVersions ?? []
        );
}
