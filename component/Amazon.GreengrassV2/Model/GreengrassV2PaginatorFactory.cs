namespace Amazon.GreengrassV2.Model;

/// <inheritdoc/>
internal sealed class GreengrassV2PaginatorFactory(IAmazonGreengrassV2 client) : IGreengrassV2PaginatorFactory
{
    /// <inheritdoc/>
    public IListComponentVersionsPaginator ListComponentVersions(ListComponentVersionsRequest request) =>
        new ListComponentVersionsPaginator(
            new(
                request,
                client.ListComponentVersionsAsync,
                (next, token) => next.NextToken = token,
                page => page.NextToken
            )
        );

    /// <inheritdoc/>
    public IListCoreDevicesPaginator ListCoreDevices(ListCoreDevicesRequest request) =>
        new ListCoreDevicesPaginator(
            new(request, client.ListCoreDevicesAsync, (next, token) => next.NextToken = token, page => page.NextToken)
        );

    /// <inheritdoc/>
    public IListDeploymentsPaginator ListDeployments(ListDeploymentsRequest request) =>
        new ListDeploymentsPaginator(
            new(request, client.ListDeploymentsAsync, (next, token) => next.NextToken = token, page => page.NextToken)
        );

    /// <inheritdoc/>
    public IListEffectiveDeploymentsPaginator ListEffectiveDeployments(ListEffectiveDeploymentsRequest request) =>
        new ListEffectiveDeploymentsPaginator(
            new(
                request,
                client.ListEffectiveDeploymentsAsync,
                (next, token) => next.NextToken = token,
                page => page.NextToken
            )
        );
}
