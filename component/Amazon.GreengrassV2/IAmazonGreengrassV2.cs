using Amazon.GreengrassV2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.GreengrassV2;

/// <summary>AWS IoT Greengrass version 2: components, deployments and core devices of an account. Errors: <see cref="AmazonGreengrassV2Client"/>.</summary>
public partial interface IAmazonGreengrassV2 : IAmazonService, IDisposable
{
    /// <summary>Enumerates lists over all their pages.</summary>
    IGreengrassV2PaginatorFactory Paginators { get; }

    /// <summary>The endpoint that a request would be sent to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonGreengrassV2Config();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    ) =>
        clientConfig is not AmazonGreengrassV2Config config
            ? throw new AmazonClientException(
                "ClientConfig is not of type AmazonGreengrassV2Config to create AmazonGreengrassV2Client"
            )
        : awsCredentials is null ? new AmazonGreengrassV2Client(config)
        : new AmazonGreengrassV2Client(awsCredentials, config);

    /// <summary>Cancels a deployment. Devices that have carried it out keep it.</summary>
    Task<CancelDeploymentResponse> CancelDeploymentAsync(
        CancelDeploymentRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Creates a component version from a recipe.</summary>
    Task<CreateComponentVersionResponse> CreateComponentVersionAsync(
        CreateComponentVersionRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Creates a deployment, or a revision of the one that its target has.</summary>
    Task<CreateDeploymentResponse> CreateDeploymentAsync(
        CreateDeploymentRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Tells the status of a component version and what it is for.</summary>
    Task<DescribeComponentResponse> DescribeComponentAsync(
        DescribeComponentRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Gives the recipe of a component version.</summary>
    Task<GetComponentResponse> GetComponentAsync(
        GetComponentRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Tells about a core device.</summary>
    Task<GetCoreDeviceResponse> GetCoreDeviceAsync(
        GetCoreDeviceRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Tells everything about a deployment.</summary>
    Task<GetDeploymentResponse> GetDeploymentAsync(
        GetDeploymentRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists the versions of a component, the highest first.</summary>
    Task<ListComponentVersionsResponse> ListComponentVersionsAsync(
        ListComponentVersionsRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists core devices.</summary>
    Task<ListCoreDevicesResponse> ListCoreDevicesAsync(
        ListCoreDevicesRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists deployments.</summary>
    Task<ListDeploymentsResponse> ListDeploymentsAsync(
        ListDeploymentsRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists the deployments of a core device and how far it is with each.</summary>
    Task<ListEffectiveDeploymentsResponse> ListEffectiveDeploymentsAsync(
        ListEffectiveDeploymentsRequest request,
        CancellationToken cancellationToken = default
    );
}
