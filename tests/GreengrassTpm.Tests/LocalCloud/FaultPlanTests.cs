using System.Security.Cryptography;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class FaultPlanTests : LocalCloudTest
{
    [Fact]
    public async Task A_throttled_call_has_no_effect()
    {
        Cloud.Faults.Add("CreateThing", Fault.Throttled);

        await Assert.ThrowsAsync<ThrottlingException>(() => CreateThingAsync("pump"));

        Assert.Empty(Cloud.Snapshot().Things);
    }

    [Fact]
    public async Task Only_the_planned_calls_fail()
    {
        Cloud.Faults.Add("CreateThing", Fault.ServiceUnavailable, call: 2, times: 2);

        await CreateThingAsync("one");
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => CreateThingAsync("two"));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => CreateThingAsync("three"));
        await CreateThingAsync("four");

        Assert.Equal(["one", "four"], Cloud.Snapshot().Things.Select(thing => thing.Name));
        Assert.Equal(4, Cloud.Faults.Calls("CreateThing"));
    }

    [Fact]
    public async Task The_next_call_can_fail_whatever_its_number()
    {
        await CreateThingAsync("one");
        Cloud.Faults.AddNext("CreateThing", Fault.InternalFailure);

        await Assert.ThrowsAsync<InternalFailureException>(() => CreateThingAsync("two"));
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_effect()
    {
        Cloud.Faults.Add("CreateCertificateFromCsr", Fault.AnswerLost);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await Assert.ThrowsAnyAsync<IOException>(() => Client.CreateCertificateFromCsrAsync(TestDevice.Csr(key), true));

        Assert.Single(Cloud.Snapshot().Certificates);
    }

    /// <summary>The SDK repeats a call up to ten times when the connection breaks, even if no retries are configured.</summary>
    [Fact]
    public async Task A_client_that_may_repeat_calls_over_stale_connections_obtains_two_certificates()
    {
        Cloud.Faults.Add("CreateCertificateFromCsr", Fault.AnswerLost);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var config = Config();
        config.MaxStaleConnectionRetries = 1;
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, config);

        await client.CreateCertificateFromCsrAsync(TestDevice.Csr(key), true);

        Assert.Equal(2, Cloud.Snapshot().Certificates.Count);
    }

    [Fact]
    public async Task A_reset_connection_leaves_nothing()
    {
        Cloud.Faults.Add("CreateThing", Fault.ConnectionReset);

        await Assert.ThrowsAnyAsync<IOException>(() => CreateThingAsync("pump"));

        Assert.Empty(Cloud.Snapshot().Things);
    }

    [Fact]
    public async Task A_slow_answer_runs_into_the_client_s_time_limit()
    {
        Cloud.Faults.Add("DescribeEndpoint", Fault.Latency(TimeSpan.FromMinutes(10)));
        var config = Config();
        config.Timeout = TimeSpan.FromMilliseconds(100);
        using var client = new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, config);

        await Assert.ThrowsAsync<TimeoutException>(() => client.DescribeEndpointAsync());
    }

    [Fact]
    public async Task Offline_nothing_is_answered_until_the_network_is_back()
    {
        Cloud.Faults.Offline = true;
        await Assert.ThrowsAnyAsync<IOException>(() => CreateThingAsync("pump"));

        Cloud.Faults.Offline = false;
        await CreateThingAsync("pump");

        Assert.Single(Cloud.Snapshot().Things);
    }

    [Fact]
    public async Task Calls_are_recorded_with_their_caller_and_error()
    {
        await CreateThingAsync("pump");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.DescribeThingAsync("valve"));

        Assert.Equal(["CreateThing", "DescribeThing"], Cloud.Calls.Select(call => call.Operation));
        Assert.Equal([null, "ResourceNotFoundException"], Cloud.Calls.Select(call => call.Error));
        Assert.All(Cloud.Calls, call => Assert.EndsWith(":user/operator", call.Caller, StringComparison.Ordinal));
    }

    private Task<CreateThingResponse> CreateThingAsync(string name) =>
        Client.CreateThingAsync(new CreateThingRequest { ThingName = name });
}
