using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Amazon.Util;

namespace Amazon.Runtime.RestJson;

/// <summary>What the choice of an endpoint depends on.</summary>
internal sealed class RegionalEndpointParameters : EndpointParameters
{
    /// <summary>Region, for example <c>eu-central-1</c>; null when unknown.</summary>
    public string Region
    {
        get => (string)this[nameof(Region)];
        init => this[nameof(Region)] = value;
    }

    /// <summary>Endpoints that answer on IPv6 too.</summary>
    public bool UseDualStack
    {
        get => (bool)this[nameof(UseDualStack)];
        init => this[nameof(UseDualStack)] = value;
    }

    /// <summary>Endpoints with FIPS 140 validated cryptography.</summary>
    public bool UseFips
    {
        get => (bool)this["UseFIPS"];
        init => this["UseFIPS"] = value;
    }

    /// <summary>A URL that replaces the regional ones (<c>ServiceURL</c>, <c>AWS_ENDPOINT_URL…</c>); null for none.</summary>
    public string Endpoint
    {
        get => (string)this[nameof(Endpoint)];
        init => this[nameof(Endpoint)] = value;
    }
}

/// <summary>
/// Chooses the endpoint of a service that has one host name a region:
/// <c>https://{prefix}[-fips].{region}.{suffix of the partition}</c>.
/// </summary>
/// <param name="prefix">First label of the host name, for example <c>iot</c>.</param>
/// <param name="validatedRegions">Regions whose ordinary host has FIPS 140 validated cryptography.</param>
internal sealed class RegionalEndpointProvider(string prefix, params string[] validatedRegions) : IEndpointProvider
{
    /// <inheritdoc/>
    /// <exception cref="AmazonClientException">Region missing, or a custom endpoint together with FIPS or dual stack.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var wanted = (RegionalEndpointParameters)parameters;
        if (wanted.Endpoint is { Length: > 0 } url)
        {
            return wanted.UseFips || wanted.UseDualStack
                ? throw new AmazonClientException(
                    "Invalid Configuration: FIPS and dual stack are not supported together with a custom endpoint"
                )
                : new Endpoint(url);
        }
        if (string.IsNullOrEmpty(wanted.Region))
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }
        var partition = Fn.Partition(wanted.Region);
        if ((wanted.UseFips && !partition.supportsFIPS) || (wanted.UseDualStack && !partition.supportsDualStack))
        {
            throw new AmazonClientException(
                $"FIPS or dual stack is enabled but partition {partition.name} does not support it"
            );
        }
        var suffix = wanted.UseDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        var isValidated = !wanted.UseDualStack && validatedRegions.Contains(wanted.Region);
        return new Endpoint(
            $"https://{prefix}{(wanted.UseFips && !isValidated ? "-fips" : "")}.{wanted.Region}.{suffix}"
        );
    }
}

/// <summary>The pipeline's step that gives a request its endpoint.</summary>
internal sealed class RegionalEndpointResolver : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new RegionalEndpointParameters
        {
            Region = requestContext.Request.AlternateEndpoint?.SystemName ?? RegionOf(config),
            UseDualStack = config.UseDualstackEndpoint,
            UseFips = config.UseFIPSEndpoint,
            Endpoint = config.ServiceURL,
        };
    }

    private static string RegionOf(IClientConfig config)
    {
        if (config.RegionEndpoint is { } region)
        {
            return region.SystemName;
        }
        if (string.IsNullOrEmpty(config.ServiceURL))
        {
            return null;
        }
        return config.AuthenticationRegion is { Length: > 0 } signingRegion
            ? signingRegion
            : RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL)).SystemName;
    }
}
