using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.RestJson;
using Amazon.Util.Internal;
using ExecutionContext = Amazon.Runtime.Internal.ExecutionContext;

namespace Amazon.GreengrassV2;

/// <summary>
/// Configuration of <see cref="AmazonGreengrassV2Client"/>: region or endpoint, retries, time limits, proxy. What is not set comes
/// from the environment and the profile, as in every client of the SDK.
/// </summary>
public partial class AmazonGreengrassV2Config : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString(ServiceId, "4.1.0.0");
    private static readonly RegionalEndpointResolver EndpointResolver = new();

    /// <summary>A configuration with the SDK's default settings.</summary>
    public AmazonGreengrassV2Config()
        : base(new DefaultConfigurationProvider(AmazonGreengrassV2DefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "greengrass";
        EndpointProvider = new RegionalEndpointProvider("greengrass", "us-gov-east-1", "us-gov-west-1");
    }

    /// <summary>The service's id in the SDKs; the variable for its endpoint, <c>AWS_ENDPOINT_URL_GREENGRASSV2</c>, is named after it.</summary>
    public static new string ServiceId => "GreengrassV2";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "greengrass";

    /// <inheritdoc/>
    public override string ServiceVersion => "2020-11-30";

    /// <inheritdoc/>
    public override string UserAgent => UserAgentText;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        using var request = new DefaultRequest(parameters.Request, ServiceId)
        {
            AlternateEndpoint = parameters.AlternateEndpoint,
        };
        var context = new RequestContext(enableMetric: false)
        {
            ClientConfig = this,
            OriginalRequest = parameters.Request,
            Request = request,
        };
        return EndpointResolver.GetEndpoint(new ExecutionContext(context, null));
    }
}
