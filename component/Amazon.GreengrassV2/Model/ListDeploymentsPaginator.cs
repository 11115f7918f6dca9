using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Pages of <see cref="IAmazonGreengrassV2.ListDeploymentsAsync(ListDeploymentsRequest, CancellationToken)"/>.</summary>
public interface IListDeploymentsPaginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListDeploymentsResponse> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<Deployment> Deployments { get; }
}

/// <inheritdoc/>
internal sealed class ListDeploymentsPaginator(RestJsonPaginator<ListDeploymentsRequest, ListDeploymentsResponse> pages)
    : IListDeploymentsPaginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListDeploymentsResponse> Responses =>
        new PaginatedResponse<ListDeploymentsResponse>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<Deployment> Deployments =>
        new PaginatedResultKeyResponse<ListDeploymentsResponse, Deployment>(pages, page => page.Deployments ?? []);
}
