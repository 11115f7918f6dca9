using Amazon;
using Amazon.GreengrassV2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace GreengrassTpm.Release;

/// <summary>
/// The AWS services of one region that a release talks to. Credentials and endpoints come from the environment and the
/// profile, as in every tool of AWS (<c>AWS_PROFILE</c>, <c>AWS_ACCESS_KEY_ID</c> ..., <c>AWS_ENDPOINT_URL</c>).
/// </summary>
public sealed class AwsSession : IDisposable
{
    private readonly AmazonSecurityTokenServiceClient tokens;

    /// <summary>Makes the clients; nothing is sent.</summary>
    /// <param name="region">The region, for example <c>eu-central-1</c>.</param>
    /// <param name="credentials">Credentials; null for those of the environment.</param>
    /// <param name="endpoint">One endpoint for all services; null for those of the environment, or AWS' own.</param>
    public AwsSession(string region, AWSCredentials? credentials = null, Uri? endpoint = null)
    {
        Region = region;
        AmazonSecurityTokenServiceConfig sts = Configured(new AmazonSecurityTokenServiceConfig(), region, endpoint);
        AmazonS3Config s3 = Configured(new AmazonS3Config(), region, endpoint);
        AmazonGreengrassV2Config greengrass = Configured(new AmazonGreengrassV2Config(), region, endpoint);
        tokens = credentials is null ? new(sts) : new(credentials, sts);
        Storage = credentials is null ? new AmazonS3Client(s3) : new AmazonS3Client(credentials, s3);
        Greengrass = credentials is null
            ? new AmazonGreengrassV2Client(greengrass)
            : new AmazonGreengrassV2Client(credentials, greengrass);
    }

    /// <summary>The region.</summary>
    public string Region { get; }

    /// <summary>S3, where artifacts lie.</summary>
    public IAmazonS3 Storage { get; }

    /// <summary>Greengrass: components and deployments.</summary>
    public IAmazonGreengrassV2 Greengrass { get; }

    /// <summary>Asks whose credentials these are.</summary>
    /// <param name="expectedAccount">The account that they must be of; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The account.</returns>
    /// <exception cref="ReleaseException">There are none, they are not accepted, or they are another account's.</exception>
    public async Task<AwsAccount> IdentifyAsync(string? expectedAccount, CancellationToken cancellationToken)
    {
        GetCallerIdentityResponse caller = await AwsCall.RunAsync(
            new AwsCall("asking whose credentials these are", "sts:GetCallerIdentity", Region),
            () => tokens.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken)
        );
        return expectedAccount is null || caller.Account == expectedAccount
            ? new AwsAccount(caller.Account, Region, caller.Arn)
            : throw new ReleaseException(
                $"The credentials are those of {caller.Arn}, not of account {expectedAccount}. "
                    + "Choose another profile (AWS_PROFILE), or another --account."
            );
    }

    private static T Configured<T>(T config, string region, Uri? endpoint)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }

        // With another endpoint the SDK would sign for the environment's region.
        config.AuthenticationRegion = region;
        return config;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        tokens.Dispose();
        Storage.Dispose();
        Greengrass.Dispose();
    }
}
