using Amazon;
using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.Runtime;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Tests.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.AmazonIoT;

public sealed class ClientTests : LocalCloudTest
{
    [Theory]
    [InlineData("eu-central-1", false, false, "https://iot.eu-central-1.amazonaws.com/")]
    [InlineData("eu-central-1", true, false, "https://iot.eu-central-1.api.aws/")]
    [InlineData("us-east-1", false, true, "https://iot-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", true, true, "https://iot-fips.us-east-1.api.aws/")]
    [InlineData("cn-north-1", false, false, "https://iot.cn-north-1.amazonaws.com.cn/")]
    public void A_region_has_its_endpoint(string region, bool dualStack, bool fips, string endpoint)
    {
        using var client = new AmazonIoTClient(
            "key",
            "secret",
            new AmazonIoTConfig
            {
                RegionEndpoint = RegionEndpoint.GetBySystemName(region),
                UseDualstackEndpoint = dualStack,
                UseFIPSEndpoint = fips,
            }
        );

        Assert.Equal(endpoint, client.DetermineServiceOperationEndpoint(new DescribeThingRequest()).URL);
    }

    [Fact]
    public async Task A_custom_endpoint_with_FIPS_is_refused()
    {
        var config = Config();
        config.UseFIPSEndpoint = true;
        using var client = new AmazonIoTClient("key", "secret", config);

        await Assert.ThrowsAsync<AmazonClientException>(() => client.DescribeEndpointAsync());
    }

    [Fact]
    public async Task A_request_without_its_label_is_not_sent()
    {
        var error = await Assert.ThrowsAsync<AmazonIoTException>(() => Client.DescribeThingAsync((string?)null));

        Assert.Contains("ThingName", error.Message, StringComparison.Ordinal);
        Assert.Empty(Cloud.Calls);
    }

    [Fact]
    public async Task An_error_carries_code_status_and_request_id()
    {
        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.DescribeThingAsync("pump"));

        Assert.Equal("ResourceNotFoundException", error.ErrorCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, error.StatusCode);
        Assert.True(Guid.TryParse(error.RequestId, out _));
    }

    [Fact]
    public async Task A_response_carries_status_and_request_id()
    {
        var response = await Client.DescribeEndpointAsync();

        Assert.Equal(System.Net.HttpStatusCode.OK, response.HttpStatusCode);
        Assert.True(Guid.TryParse(response.ResponseMetadata.RequestId, out _));
    }

    [Theory]
    [InlineData("DescribeEndpoint")]
    public async Task A_passing_fault_is_retried(string operation)
    {
        Cloud.Faults.Add(operation, Fault.ServiceUnavailable);
        Cloud.Faults.Add(operation, Fault.Throttled, call: 2);
        var config = Config();
        config.MaxErrorRetry = 2;
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, config);

        await client.DescribeEndpointAsync();

        Assert.Equal(3, Cloud.Faults.Calls(operation));
    }

    [Fact]
    public async Task A_call_can_be_cancelled()
    {
        Cloud.Faults.Add("DescribeEndpoint", Fault.Latency(TimeSpan.FromMinutes(10)));
        using var cancellation = new CancellationTokenSource();

        var call = Client.DescribeEndpointAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_paginator_can_be_enumerated_once()
    {
        var pages = Client.Paginators.ListCertificates(new ListCertificatesRequest());
        await foreach (var _ in pages.Responses) { }

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in pages.Responses) { }
        });
    }

    [Fact]
    public void The_interface_makes_the_client_for_dependency_injection()
    {
        using var client = (IAmazonIoT)Create<IAmazonIoT>(new BasicAWSCredentials("key", "secret"));

        Assert.IsType<AmazonIoTClient>(client);

        static IAmazonService Create<T>(AWSCredentials credentials)
            where T : IAmazonService
        {
            var config = T.CreateDefaultClientConfig();
            config.RegionEndpoint = RegionEndpoint.EUCentral1;
            return T.CreateDefaultServiceClient(credentials, config);
        }
    }

    [Fact]
    public void An_unknown_status_is_kept() => Assert.Equal("MELTED", CertificateStatus.FindValue("MELTED").Value);

    [Fact]
    public void A_known_status_is_one_object_whatever_its_case() =>
        Assert.Same(CertificateStatus.ACTIVE, CertificateStatus.FindValue("active"));
}
