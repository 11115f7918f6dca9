using Amazon.IoT;
using GreengrassTpm.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

/// <summary>A test with a cloud of its own and a client of its operator.</summary>
public abstract class LocalCloudTest : IAsyncLifetime
{
    protected const string AllowAll = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
        """;

    private AmazonIoTClient? _client;

    /// <summary>How the cloud is set up.</summary>
    protected virtual LocalCloudOptions Options => new();

    protected LocalCloudServer Cloud { get; private set; } = null!;

    protected AmazonIoTClient Client =>
        _client ??= new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, Config());

    public async Task InitializeAsync() => Cloud = await LocalCloudServer.StartAsync(Options);

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        await Cloud.DisposeAsync();
    }

    /// <summary>A configuration without any retries: those for stale connections count apart from the others.</summary>
    protected AmazonIoTConfig Config() =>
        new()
        {
            ServiceURL = Cloud.ControlEndpoint.AbsoluteUri,
            AuthenticationRegion = Cloud.Account.Region,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
        };

    /// <summary>A thing with an active certificate that has one policy.</summary>
    protected Task<TestDevice> NewDeviceAsync(string thing, string policy = AllowAll) =>
        TestDevice.CreateAsync(Client, Cloud, thing, policy);
}
