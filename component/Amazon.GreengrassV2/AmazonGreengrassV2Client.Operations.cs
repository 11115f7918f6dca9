using Amazon.GreengrassV2.Model;

namespace Amazon.GreengrassV2;

public partial class AmazonGreengrassV2Client
{
    /// <inheritdoc/>
    public virtual Task<CancelDeploymentResponse> CancelDeploymentAsync(
        CancelDeploymentRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(CancelDeployment.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateComponentVersionResponse> CreateComponentVersionAsync(
        CreateComponentVersionRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(CreateComponentVersion.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateDeploymentResponse> CreateDeploymentAsync(
        CreateDeploymentRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(CreateDeployment.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeComponentResponse> DescribeComponentAsync(
        DescribeComponentRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DescribeComponent.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetComponentResponse> GetComponentAsync(
        GetComponentRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(GetComponent.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetCoreDeviceResponse> GetCoreDeviceAsync(
        GetCoreDeviceRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(GetCoreDevice.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetDeploymentResponse> GetDeploymentAsync(
        GetDeploymentRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(GetDeployment.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListComponentVersionsResponse> ListComponentVersionsAsync(
        ListComponentVersionsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListComponentVersions.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListCoreDevicesResponse> ListCoreDevicesAsync(
        ListCoreDevicesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListCoreDevices.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListDeploymentsResponse> ListDeploymentsAsync(
        ListDeploymentsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListDeployments.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListEffectiveDeploymentsResponse> ListEffectiveDeploymentsAsync(
        ListEffectiveDeploymentsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListEffectiveDeployments.Operation, request, cancellationToken);
}
