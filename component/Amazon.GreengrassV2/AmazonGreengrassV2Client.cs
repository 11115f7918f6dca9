using Amazon.GreengrassV2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2;

/// <summary>
/// Client of AWS IoT Greengrass version 2: components, deployments, core devices. It stands in for the class of the same name
/// in the package AWSSDK.GreengrassV2 and has the operations that this product uses. Safe for use from several threads.
/// </summary>
/// <remarks>
/// Every operation throws <see cref="AmazonGreengrassV2Exception"/> or one of the exceptions in <see cref="Amazon.GreengrassV2.Model"/> when
/// the service refuses, <see cref="AmazonClientException"/> when no credentials are found,
/// <see cref="HttpRequestException"/> when the endpoint cannot be reached and <see cref="TimeoutException"/> when
/// <see cref="ClientConfig.Timeout"/> runs out. Retries follow <see cref="ClientConfig.RetryMode"/>.
/// </remarks>
public partial class AmazonGreengrassV2Client : AmazonServiceClient, IAmazonGreengrassV2
{
    private static readonly IServiceMetadata Metadata = new GreengrassV2Metadata();

    /// <summary>Credentials, region and endpoint come from the environment.</summary>
    /// <exception cref="AmazonClientException">Neither a region nor an endpoint is configured.</exception>
    public AmazonGreengrassV2Client()
        : this(new AmazonGreengrassV2Config()) { }

    /// <summary>Credentials come from the environment.</summary>
    /// <param name="region">Region to talk to.</param>
    public AmazonGreengrassV2Client(RegionEndpoint region)
        : this(new AmazonGreengrassV2Config { RegionEndpoint = region }) { }

    /// <summary>Credentials come from the environment.</summary>
    /// <param name="config">Configuration; kept, not copied.</param>
    public AmazonGreengrassV2Client(AmazonGreengrassV2Config config)
        : base(config) { }

    /// <summary>Region and endpoint come from the environment.</summary>
    /// <param name="credentials">Credentials to sign with.</param>
    public AmazonGreengrassV2Client(AWSCredentials credentials)
        : this(credentials, new AmazonGreengrassV2Config()) { }

    /// <summary>A client for one region.</summary>
    /// <param name="credentials">Credentials to sign with.</param>
    /// <param name="region">Region to talk to.</param>
    public AmazonGreengrassV2Client(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonGreengrassV2Config { RegionEndpoint = region }) { }

    /// <summary>A client with its own configuration.</summary>
    /// <param name="credentials">Credentials to sign with.</param>
    /// <param name="clientConfig">Configuration; kept, not copied.</param>
    public AmazonGreengrassV2Client(AWSCredentials credentials, AmazonGreengrassV2Config clientConfig)
        : base(credentials, clientConfig) { }

    /// <summary>Region and endpoint come from the environment.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    public AmazonGreengrassV2Client(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonGreengrassV2Config()) { }

    /// <summary>A client for one region.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="region">Region to talk to.</param>
    public AmazonGreengrassV2Client(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonGreengrassV2Config { RegionEndpoint = region }) { }

    /// <summary>A client with its own configuration.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="clientConfig">Configuration; kept, not copied.</param>
    public AmazonGreengrassV2Client(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        AmazonGreengrassV2Config clientConfig
    )
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    /// <summary>Region and endpoint come from the environment.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="awsSessionToken">Session token of temporary credentials.</param>
    public AmazonGreengrassV2Client(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonGreengrassV2Config()) { }

    /// <summary>A client for one region.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="awsSessionToken">Session token of temporary credentials.</param>
    /// <param name="region">Region to talk to.</param>
    public AmazonGreengrassV2Client(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        RegionEndpoint region
    )
        : this(
            awsAccessKeyId,
            awsSecretAccessKey,
            awsSessionToken,
            new AmazonGreengrassV2Config { RegionEndpoint = region }
        ) { }

    /// <summary>A client with its own configuration.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="awsSessionToken">Session token of temporary credentials.</param>
    /// <param name="clientConfig">Configuration; kept, not copied.</param>
    public AmazonGreengrassV2Client(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        AmazonGreengrassV2Config clientConfig
    )
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    /// <inheritdoc/>
    public IGreengrassV2PaginatorFactory Paginators => field ??= new GreengrassV2PaginatorFactory(this);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        ((ClientConfig)Config).DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        // Added second, it runs first: the endpoint's attributes may depend on the scheme chosen.
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());
    }

    private Task<TResponse> InvokeAsync<TRequest, TResponse>(
        RestJsonOperation<TRequest, TResponse> operation,
        TRequest request,
        CancellationToken cancellationToken
    )
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, operation.Options, cancellationToken);

    private sealed class GreengrassV2Metadata : IServiceMetadata
    {
        public string ServiceId => AmazonGreengrassV2Config.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
