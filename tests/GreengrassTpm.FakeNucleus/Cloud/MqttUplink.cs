using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using GreengrassTpm.Pkcs11;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The nucleus' one connection to the message broker, under the thing's name, by mutual TLS.</summary>
internal sealed class MqttUplink : IUplink, IAsyncDisposable
{
    private static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMilliseconds(200);

    private readonly DeviceSettings _settings;
    private readonly Flavour _flavour;
    private readonly DeviceIdentity _identity;
    private readonly IoTCoreBroker _broker;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _lifetime = new();
    private TaskCompletionSource _disconnected = new();
    private Task _connecting = Task.CompletedTask;
    private bool _connectedBefore;

    public MqttUplink(DeviceSettings settings, Flavour flavour, DeviceIdentity identity, IoTCoreBroker broker)
    {
        _settings = settings;
        _flavour = flavour;
        _identity = identity;
        _broker = broker;
        _client.ApplicationMessageReceivedAsync += received =>
        {
            broker.Deliver(FromMqtt(received.ApplicationMessage));
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += _ =>
        {
            _disconnected.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Why the last try to connect failed; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Connects, and connects again whenever the connection is lost, in the background.</summary>
    public void Start() => _connecting = StayConnectedAsync();

    /// <summary>Ends the connection, so that another one is made.</summary>
    public Task ReconnectAsync() => _client.TryDisconnectAsync();

    public async Task PublishAsync(JsonObject message)
    {
        try
        {
            await _client.PublishAsync(ToMqtt(message), _lifetime.Token);
        }
        catch (Exception error) when (IsLoss(error))
        {
            throw new IOException(error.Message, error);
        }
    }

    public async Task SubscribeAsync(string filter)
    {
        try
        {
            MqttClientSubscribeResult answer = await _client.SubscribeAsync(
                filter,
                MqttQualityOfServiceLevel.AtLeastOnce,
                _lifetime.Token
            );
            MqttClientSubscribeResultCode code = answer.Items.Single().ResultCode;
            if (code > MqttClientSubscribeResultCode.GrantedQoS2)
            {
                throw new ServiceFault("ServiceError", $"Subscribe to {filter} failed: {code}");
            }
        }
        catch (Exception error) when (IsLoss(error))
        {
            throw new IOException(error.Message, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync();
        await _connecting;
        await _client.TryDisconnectAsync();
        _client.Dispose();
        _lifetime.Dispose();
    }

    private async Task StayConnectedAsync()
    {
        try
        {
            while (true)
            {
                await ConnectOnceAsync();
                await Task.Delay(PauseBetweenTries, _lifetime.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>A connection from its beginning to its end.</summary>
    private async Task ConnectOnceAsync()
    {
        try
        {
            _disconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _identity.UseAsync(ConnectAsync);
            _connectedBefore = true;
            Failure = null;
            foreach (string filter in _broker.Filters())
            {
                await SubscribeAsync(filter);
            }

            await _broker.SetOnlineAsync(true);
            await _disconnected.Task.WaitAsync(_lifetime.Token);
        }
        catch (Exception error) when (IsLoss(error) || error is ServiceFault)
        {
            Failure = error.Message;
            await _client.TryDisconnectAsync();
        }

        await _broker.SetOnlineAsync(false);
    }

    private async Task<MqttClientConnectResult> ConnectAsync(OpenSslTokenKey key)
    {
        MqttClientConnectResult answer = await _client.ConnectAsync(Options(key), _lifetime.Token);
        return answer.ResultCode == MqttClientConnectResultCode.Success
            ? answer
            : throw new IOException($"The broker refused: {answer.ResultCode}");
    }

    private MqttClientOptions Options(OpenSslTokenKey key)
    {
        Endpoint server = Endpoint.Parse(_settings.DataEndpoint!, otherwise: 8883);
        return new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(server.Host, server.Port)
            .WithClientId(_settings.ThingName)
            // The nucleus starts without the messages of its past, and then keeps those of its outages.
            .WithCleanStart(!_connectedBefore)
            .WithSessionExpiryInterval(3600)
            .WithTlsOptions(tls =>
                tls.WithSslProtocols(Protocols())
                    .WithClientCertificates([key.Certificate])
                    .WithTrustChain(LoadRoots())
                    .WithRevocationMode(X509RevocationMode.NoCheck)
            )
            .Build();
    }

    [SuppressMessage(
        "Security",
        "CA5398",
        Justification = "The classic nucleus speaks this one alone with a PKCS#11 key."
    )]
    private SslProtocols Protocols() => _flavour == Flavour.Classic ? SslProtocols.Tls12 : SslProtocols.None;

    private X509Certificate2Collection LoadRoots()
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(_settings.RootCaPath);
        return roots;
    }

    private static bool IsLoss(Exception error) =>
        error
            is IOException
                or MqttCommunicationException
                or MqttClientNotConnectedException
                or MqttClientDisconnectedException
                or MqttProtocolViolationException
                or AuthenticationException
                or TokenSigningException
                or InvalidOperationException
                or TimeoutException;

    private static MqttApplicationMessage ToMqtt(JsonObject message) =>
        new MqttApplicationMessageBuilder()
            .WithTopic((string)message["topicName"]!)
            .WithPayload(Convert.FromBase64String((string)message["payload"]!))
            .WithQualityOfServiceLevel(
                message["qos"]?.ToString() == "1"
                    ? MqttQualityOfServiceLevel.AtLeastOnce
                    : MqttQualityOfServiceLevel.AtMostOnce
            )
            .WithRetainFlag((bool?)message["retain"] ?? false)
            .WithResponseTopic((string?)message["responseTopic"])
            .Build();

    private static JsonObject FromMqtt(MqttApplicationMessage message)
    {
        var received = new JsonObject
        {
            ["topicName"] = message.Topic,
            ["payload"] = Convert.ToBase64String(message.Payload.ToArray()),
            ["retain"] = message.Retain,
        };
        if (message.ResponseTopic is { Length: > 0 } topic)
        {
            received["responseTopic"] = topic;
        }

        return received;
    }
}
