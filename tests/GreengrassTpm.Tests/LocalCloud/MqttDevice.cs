using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using GreengrassTpm.LocalCloud;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace GreengrassTpm.Tests.LocalCloud;

/// <summary>An MQTT client of a device.</summary>
public sealed class MqttDevice : IDisposable
{
    /// <summary>Generous, for a loaded machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LocalCloudServer _cloud;
    private readonly TestDevice _device;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _disconnected = new();

    public MqttDevice(LocalCloudServer cloud, TestDevice device)
    {
        _cloud = cloud;
        _device = device;
        _client.ApplicationMessageReceivedAsync += message =>
            _received.Writer.WriteAsync(message.ApplicationMessage.ConvertPayloadToString()).AsTask();
        _client.DisconnectedAsync += _ =>
        {
            _disconnected.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Ends when the connection has ended.</summary>
    public Task Disconnected => _disconnected.Task.WaitAsync(Patience);

    public async Task<MqttClientConnectResultCode> ConnectAsync(string clientId)
    {
        var address = _cloud.MqttEndpoint.Split(':');
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(address[0], int.Parse(address[1], System.Globalization.CultureInfo.InvariantCulture))
            .WithClientId(clientId)
            .WithTimeout(Patience)
            .WithTlsOptions(tls =>
                tls.UseTls()
                    .WithClientCertificates([_device.Certificate])
                    .WithTrustChain([_cloud.CaCertificate])
                    .WithRevocationMode(X509RevocationMode.NoCheck)
            )
            .Build();
        return (await _client.ConnectAsync(options)).ResultCode;
    }

    public async Task<MqttClientSubscribeResultCode> SubscribeAsync(string filter) =>
        (await _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce)).Items.Single().ResultCode;

    public Task PublishAsync(string topic, string payload) =>
        _client.PublishStringAsync(topic, payload, MqttQualityOfServiceLevel.AtLeastOnce);

    /// <summary>Publishes; that the connection ends instead of an answer is no error.</summary>
    public async Task TryPublishAsync(string topic, string payload)
    {
        try
        {
            await PublishAsync(topic, payload);
        }
        catch (Exception exception) when (exception is MqttCommunicationException or MqttClientDisconnectedException)
        {
            // What the caller then waits for.
        }
    }

    public Task<string> ReceiveAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public void Dispose() => _client.Dispose();
}
