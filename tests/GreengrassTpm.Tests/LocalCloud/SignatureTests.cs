using System.Net;
using Amazon.IoT;
using GreengrassTpm.LocalCloud;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class SignatureTests : LocalCloudTest
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    protected override LocalCloudOptions Options => new() { Time = _time };

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, "wrong", Config());

        Assert.Equal("InvalidSignatureException", (await RefusalAsync(client)).ErrorCode);
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        using var client = new AmazonIoTClient("AKIAUNKNOWNUNKNOWN00", Cloud.SecretAccessKey, Config());

        Assert.Equal("UnrecognizedClientException", (await RefusalAsync(client)).ErrorCode);
    }

    [Fact]
    public async Task A_session_token_that_does_not_belong_to_the_key_is_refused()
    {
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, "token", Config());

        Assert.Equal("UnrecognizedClientException", (await RefusalAsync(client)).ErrorCode);
    }

    [Fact]
    public async Task Another_region_is_refused()
    {
        var config = Config();
        config.AuthenticationRegion = "us-west-2";
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, config);

        Assert.Contains("valid region", (await RefusalAsync(client)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_signature_is_refused()
    {
        using var http = new HttpClient { BaseAddress = Cloud.ControlEndpoint };

        using var answer = await http.GetAsync(new Uri("/endpoint", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(
            "MissingAuthenticationTokenException",
            Assert.Single(answer.Headers.GetValues("x-amzn-ErrorType"))
        );
    }

    [Theory]
    [InlineData(-6, "Signature expired")]
    [InlineData(6, "Signature not yet current")]
    public async Task A_clock_that_is_off_by_more_than_five_minutes_is_refused(int minutes, string message)
    {
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, Config());
        _time.Advance(TimeSpan.Zero);
        _time.AdjustTime(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(minutes));

        var error = await RefusalAsync(client);

        Assert.Equal("InvalidSignatureException", error.ErrorCode);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_may_retry_corrects_its_clock()
    {
        var config = Config();
        config.MaxErrorRetry = 1;
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, config);
        _time.AdjustTime(DateTimeOffset.UtcNow + TimeSpan.FromHours(1));

        await client.DescribeEndpointAsync();
    }

    private static Task<AmazonIoTException> RefusalAsync(AmazonIoTClient client) =>
        Assert.ThrowsAsync<AmazonIoTException>(() => client.DescribeEndpointAsync());
}
