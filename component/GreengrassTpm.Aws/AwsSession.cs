using Amazon;
using Amazon.IoT;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace GreengrassTpm.Aws;

/// <summary>Clients that act in one session of the device's role.</summary>
/// <param name="settings">Where the services are.</param>
/// <param name="credentials">The session.</param>
internal sealed class AwsSession(AwsSettings settings, AWSCredentials credentials)
{
    /// <summary>A client of the control plane.</summary>
    /// <param name="retries">How often a call is repeated that got no good answer; 0 where a repetition is another effect.</param>
    public AmazonIoTClient ControlPlane(int retries) =>
        new(credentials, Configure(new AmazonIoTConfig(), settings.ControlPlane, retries));

    /// <summary>Asks who the session is.</summary>
    /// <exception cref="Credentials.RotationPortException">There was no answer, or it names nobody.</exception>
    public Task<CallerIdentity> WhoAmIAsync(CancellationToken cancellation) =>
        PortErrors.GuardAsync(
            "sts:GetCallerIdentity",
            async () =>
            {
                using var sts = new AmazonSecurityTokenServiceClient(
                    credentials,
                    Configure(new AmazonSecurityTokenServiceConfig(), settings.SecurityTokenService, settings.Retries)
                );
                GetCallerIdentityResponse answer = await sts.GetCallerIdentityAsync(
                    new GetCallerIdentityRequest(),
                    cancellation
                );
                return CallerIdentity.Parse(answer.Arn);
            },
            cancellation
        );

    private T Configure<T>(T config, Uri? endpoint, int retries)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }

        config.AuthenticationRegion = settings.Region;
        config.Timeout = settings.AnswerWithin;
        config.MaxErrorRetry = retries;
        if (retries == 0)
        {
            // Those of a connection that turned out to be closed count apart from the others.
            config.MaxStaleConnectionRetries = 0;
        }

        return config;
    }
}
