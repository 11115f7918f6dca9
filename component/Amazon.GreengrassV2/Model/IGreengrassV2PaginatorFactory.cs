namespace Amazon.GreengrassV2.Model;

/// <summary>Makes enumerations over all pages of a list. Each can be enumerated once; the request's token is changed on the way.</summary>
public interface IGreengrassV2PaginatorFactory
{
    /// <summary>Pages of <see cref="IAmazonGreengrassV2.ListComponentVersionsAsync(ListComponentVersionsRequest, CancellationToken)"/>.</summary>
    IListComponentVersionsPaginator ListComponentVersions(ListComponentVersionsRequest request);

    /// <summary>Pages of <see cref="IAmazonGreengrassV2.ListCoreDevicesAsync(ListCoreDevicesRequest, CancellationToken)"/>.</summary>
    IListCoreDevicesPaginator ListCoreDevices(ListCoreDevicesRequest request);

    /// <summary>Pages of <see cref="IAmazonGreengrassV2.ListDeploymentsAsync(ListDeploymentsRequest, CancellationToken)"/>.</summary>
    IListDeploymentsPaginator ListDeployments(ListDeploymentsRequest request);

    /// <summary>Pages of <see cref="IAmazonGreengrassV2.ListEffectiveDeploymentsAsync(ListEffectiveDeploymentsRequest, CancellationToken)"/>.</summary>
    IListEffectiveDeploymentsPaginator ListEffectiveDeployments(ListEffectiveDeploymentsRequest request);
}
