using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Pages of <see cref="IAmazonGreengrassV2.ListEffectiveDeploymentsAsync(ListEffectiveDeploymentsRequest, CancellationToken)"/>.</summary>
public interface IListEffectiveDeploymentsPaginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListEffectiveDeploymentsResponse> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<EffectiveDeployment> EffectiveDeployments { get; }
}

/// <inheritdoc/>
internal sealed class ListEffectiveDeploymentsPaginator(
    RestJsonPaginator<ListEffectiveDeploymentsRequest, ListEffectiveDeploymentsResponse> pages
) : IListEffectiveDeploymentsPaginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListEffectiveDeploymentsResponse> Responses =>
        new PaginatedResponse<ListEffectiveDeploymentsResponse>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<EffectiveDeployment> EffectiveDeployments =>
        new PaginatedResultKeyResponse<ListEffectiveDeploymentsResponse, EffectiveDeployment>(
            pages,
            page => page.EffectiveDeployments ?? []
        );
}
