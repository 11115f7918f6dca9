using Amazon.IoT;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class EndpointLookupTests : AwsGround
{
    [Fact]
    public async Task The_accounts_endpoints_are_found()
    {
        var lookup = new EndpointLookup(Operator);

        Assert.Equal(
            (Settings.DataEndpoint, Settings.CredentialsEndpoint),
            (await lookup.DataAsync(Cancellation), await lookup.CredentialsAsync(Cancellation))
        );
    }

    [Fact]
    public async Task A_missing_permission_is_named()
    {
        UseRole(Allow("iot:ListAttachedPolicies", "*"));
        using AmazonIoTClient iot = new AwsSession(
            Settings,
            await Exchange.GetAsync(Active, Cancellation)
        ).ControlPlane(retries: 0);

        var error = await Assert.ThrowsAsync<RotationPortException>(() =>
            new EndpointLookup(iot).DataAsync(Cancellation)
        );

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("allow iot:DescribeEndpoint on *", error.Hint, StringComparison.Ordinal);
    }
}
