using Amazon.IoT.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT;

/// <summary>
/// Client of the AWS IoT control plane: things, certificates, policies. It stands in for the class of the same name in the
/// package AWSSDK.IoT and has the operations that this product uses. Safe for use from several threads.
/// </summary>
/// <remarks>
/// Every operation throws <see cref="AmazonIoTException"/> or one of the exceptions in <see cref="Amazon.IoT.Model"/> when
/// the service refuses, <see cref="AmazonClientException"/> when no credentials are found,
/// <see cref="HttpRequestException"/> when the endpoint cannot be reached and <see cref="TimeoutException"/> when
/// <see cref="ClientConfig.Timeout"/> runs out. Retries follow <see cref="ClientConfig.RetryMode"/>.
/// </remarks>
public partial class AmazonIoTClient : AmazonServiceClient, IAmazonIoT
{
    private static readonly IServiceMetadata Metadata = new IoTMetadata();

    /// <summary>Credentials, region and endpoint come from the environment.</summary>
    /// <exception cref="AmazonClientException">Neither a region nor an endpoint is configured.</exception>
    public AmazonIoTClient()
        : this(new AmazonIoTConfig()) { }

    /// <summary>Credentials come from the environment.</summary>
    /// <param name="region">Region to talk to.</param>
    public AmazonIoTClient(RegionEndpoint region)
        : this(new AmazonIoTConfig { RegionEndpoint = region }) { }

    /// <summary>Credentials come from the environment.</summary>
    /// <param name="config">Configuration; kept, not copied.</param>
    public AmazonIoTClient(AmazonIoTConfig config)
        : base(config) { }

    /// <summary>Region and endpoint come from the environment.</summary>
    /// <param name="credentials">Credentials to sign with.</param>
    public AmazonIoTClient(AWSCredentials credentials)
        : this(credentials, new AmazonIoTConfig()) { }

    /// <summary>A client for one region.</summary>
    /// <param name="credentials">Credentials to sign with.</param>
    /// <param name="region">Region to talk to.</param>
    public AmazonIoTClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonIoTConfig { RegionEndpoint = region }) { }

    /// <summary>A client with its own configuration.</summary>
    /// <param name="credentials">Credentials to sign with.</param>
    /// <param name="clientConfig">Configuration; kept, not copied.</param>
    public AmazonIoTClient(AWSCredentials credentials, AmazonIoTConfig clientConfig)
        : base(credentials, clientConfig) { }

    /// <summary>Region and endpoint come from the environment.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonIoTConfig()) { }

    /// <summary>A client for one region.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="region">Region to talk to.</param>
    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonIoTConfig { RegionEndpoint = region }) { }

    /// <summary>A client with its own configuration.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="clientConfig">Configuration; kept, not copied.</param>
    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonIoTConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    /// <summary>Region and endpoint come from the environment.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="awsSessionToken">Session token of temporary credentials.</param>
    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonIoTConfig()) { }

    /// <summary>A client for one region.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="awsSessionToken">Session token of temporary credentials.</param>
    /// <param name="region">Region to talk to.</param>
    public AmazonIoTClient(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        RegionEndpoint region
    )
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonIoTConfig { RegionEndpoint = region }) { }

    /// <summary>A client with its own configuration.</summary>
    /// <param name="awsAccessKeyId">Access key id.</param>
    /// <param name="awsSecretAccessKey">Secret access key.</param>
    /// <param name="awsSessionToken">Session token of temporary credentials.</param>
    /// <param name="clientConfig">Configuration; kept, not copied.</param>
    public AmazonIoTClient(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        AmazonIoTConfig clientConfig
    )
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    /// <inheritdoc/>
    public IIoTPaginatorFactory Paginators => field ??= new IoTPaginatorFactory(this);

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

    private sealed class IoTMetadata : IServiceMetadata
    {
        public string ServiceId => AmazonIoTConfig.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
