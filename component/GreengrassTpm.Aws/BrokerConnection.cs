using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Threading.Channels;
using GreengrassTpm.Pkcs11;
using MQTTnet;
using MQTTnet.Channel;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace GreengrassTpm.Aws;

/// <summary>
/// One connection to the message broker with a credential of the device. It is never made under the thing's own name, which
/// is the nucleus' client id, and leaves no session behind.
/// </summary>
internal sealed class BrokerConnection : IShadowConnection, IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<ShadowMessage> _received = Channel.CreateUnbounded<ShadowMessage>();

    private BrokerConnection(string clientId)
    {
        ClientId = clientId;
        _client.ApplicationMessageReceivedAsync += message =>
        {
            _received.Writer.TryWrite(
                new ShadowMessage(
                    message.ApplicationMessage.Topic,
                    System.Buffers.BuffersExtensions.ToArray(message.ApplicationMessage.Payload)
                )
            );
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += disconnected =>
        {
            _received.Writer.TryComplete(
                new IOException($"the broker ended the connection: {disconnected.Reason}", disconnected.Exception)
            );
            return Task.CompletedTask;
        };
    }

    /// <summary>The client id.</summary>
    public string ClientId { get; }

    /// <summary>What the broker has answered to CONNECT.</summary>
    public MqttClientConnectResultCode Answer { get; private set; }

    /// <summary>Connects, under the thing's name and a suffix of the certificate's own: the broker wants no client id twice a second.</summary>
    /// <param name="settings">Where the broker is.</param>
    /// <param name="key">The credential; stays the caller's, and open.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The connection, whose <see cref="Answer"/> says whether the broker has accepted it.</returns>
    /// <exception cref="MqttCommunicationException">There was no answer.</exception>
    public static async Task<BrokerConnection> OpenAsync(
        AwsSettings settings,
        DeviceKey key,
        CancellationToken cancellation
    )
    {
        string suffix = key.Key.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)[
            ..8
        ];
        var connection = new BrokerConnection($"{settings.ThingName}#{suffix.ToLowerInvariant()}");
        try
        {
            MqttClientOptions options = Options(settings, key, connection.ClientId);
            connection.Answer = (await connection._client.ConnectAsync(options, cancellation)).ResultCode;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(string topic, CancellationToken cancellation)
    {
        MqttClientSubscribeOptions options = new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter(topic, MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        MqttClientSubscribeResult result = await _client.SubscribeAsync(options, cancellation);
        MqttClientSubscribeResultCode code = result.Items.First().ResultCode;
        if (code > MqttClientSubscribeResultCode.GrantedQoS2)
        {
            throw new IOException($"the broker refused the subscription to {topic}: {code}");
        }
    }

    /// <inheritdoc/>
    public async Task PublishAsync(string topic, byte[] payload, CancellationToken cancellation)
    {
        MqttApplicationMessage message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        MqttClientPublishResult result = await _client.PublishAsync(message, cancellation);
        if (!result.IsSuccess)
        {
            throw new IOException($"the broker refused the message to {topic}: {result.ReasonCode}");
        }
    }

    /// <inheritdoc/>
    public ValueTask<ShadowMessage> ReceiveAsync(CancellationToken cancellation) =>
        _received.Reader.ReadAsync(cancellation);

    /// <summary>Disconnects.</summary>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A farewell that fails changes nothing: the connection is closed."
    )]
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                await _client.DisconnectAsync(new MqttClientDisconnectOptions());
            }
        }
        catch (Exception)
        {
            // Closed below.
        }

        _client.Dispose();
    }

    private static MqttClientOptions Options(AwsSettings settings, DeviceKey key, string clientId)
    {
        ServerAddress broker = settings.DataEndpoint;
        var tls = new TokenTlsClient(key.Key, DeviceConnections.Options(settings, broker));
        return new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(broker.Host, broker.Port)
            .WithStreamProvider(new TlsStream(tls, broker))
            .WithClientId(clientId)
            .WithCleanStart()
            .WithSessionExpiryInterval(0)
            .WithTimeout(settings.AnswerWithin)
            .Build();
    }

    /// <summary>Gives the MQTT client a stream that is encrypted already, by the key that cannot be exported.</summary>
    private sealed class TlsStream(TokenTlsClient tls, ServerAddress broker) : IMqttClientStreamProvider
    {
        public async Task<Stream> ConnectAsync(EndPoint brokerEndPoint, CancellationToken cancellationToken) =>
            await tls.ConnectAsync(broker.Host, broker.Port, cancellationToken);
    }
}
