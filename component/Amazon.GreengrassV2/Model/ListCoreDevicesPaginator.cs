using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Pages of <see cref="IAmazonGreengrassV2.ListCoreDevicesAsync(ListCoreDevicesRequest, CancellationToken)"/>.</summary>
public interface IListCoreDevicesPaginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListCoreDevicesResponse> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<CoreDevice> CoreDevices { get; }
}

/// <inheritdoc/>
internal sealed class ListCoreDevicesPaginator(RestJsonPaginator<ListCoreDevicesRequest, ListCoreDevicesResponse> pages)
    : IListCoreDevicesPaginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListCoreDevicesResponse> Responses =>
        new PaginatedResponse<ListCoreDevicesResponse>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<CoreDevice> CoreDevices =>
        new PaginatedResultKeyResponse<ListCoreDevicesResponse, CoreDevice>(pages, page => page.CoreDevices ?? []);
}
