using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// The message broker: mutual TLS, policies for connecting, publishing, subscribing and receiving
/// (https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html). It closes the connection of a client
/// that publishes without permission, and of one whose certificate is no longer active.
/// </summary>
internal sealed class MqttBroker : IAsyncDisposable
{
    private readonly CloudServices _cloud;
    private readonly ProvisioningService _provisioning;
    private readonly TimeSpan _disconnectDelay;
    private readonly MqttServer _server;
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Certificate of the last connection under each client id.</summary>
    private readonly ConcurrentDictionary<string, string> _certificates = new(StringComparer.Ordinal);

    public MqttBroker(CloudServices cloud, LocalCloudOptions options, DeviceAuthenticator authenticator, int port)
    {
        _cloud = cloud;
        _provisioning = new ProvisioningService(cloud);
        _disconnectDelay = options.DisconnectDelay;
        _server = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder()
                .WithoutDefaultEndpoint()
                .WithEncryptedEndpoint()
                .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
                .WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
                .WithEncryptedEndpointPort(port)
                .WithEncryptionCertificate(authenticator.ServerCertificate)
                .WithEncryptionSslProtocol(SslProtocols.None)
                .WithClientCertificate((_, certificate, _, _) => authenticator.IsKnown(certificate))
                .WithPersistentSessions()
                .Build()
        );
        _server.ValidatingConnectionAsync += ValidateAsync;
        _server.InterceptingPublishAsync += InterceptPublishAsync;
        _server.InterceptingSubscriptionAsync += InterceptSubscriptionAsync;
        _server.InterceptingClientEnqueueAsync += InterceptDeliveryAsync;
        cloud.State.CertificateDeactivated += certificateId => _ = DisconnectLaterAsync(certificateId);
        cloud.Faults.OfflineChanged += () => _ = DisconnectAsync(_ => cloud.Faults.Offline);
    }

    /// <summary>Starts listening.</summary>
    public Task StartAsync() => _server.StartAsync();

    /// <summary>The clients that are connected.</summary>
    public async Task<IReadOnlyList<ConnectedClient>> ClientsAsync() =>
        [
            .. (await _server.GetClientsAsync()).Select(client => new ConnectedClient(
                client.Id,
                _certificates[client.Id]
            )),
        ];

    /// <summary>Publishes a message as the cloud itself.</summary>
    public Task PublishAsync(string topic, byte[] payload) =>
        _server.InjectApplicationMessage(
            new InjectedMqttApplicationMessage(
                new MqttApplicationMessageBuilder()
                    .WithTopic(topic)
                    .WithPayload(payload)
                    .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                    .Build()
            )
            {
                SenderClientId = "",
            }
        );

    /// <summary>Publishes a message on a reserved topic.</summary>
    public Task PublishAsync(ReservedMessage message) =>
        PublishAsync(message.Topic, Encoding.UTF8.GetBytes(message.Payload.ToJsonString()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
        _stopping.Dispose();
    }

    private async Task ValidateAsync(ValidatingConnectionEventArgs connection)
    {
        var faults = _cloud.Faults.Next(FaultPlan.Connect);
        foreach (var delayed in faults.OfType<Delayed>())
        {
            await Task.Delay(delayed.Delay, connection.CancellationToken);
        }
        if (_cloud.Faults.Offline || faults.Any(fault => fault is not Delayed))
        {
            connection.ReasonCode = MqttConnectReasonCode.ServerUnavailable;
            return;
        }
        var certificateId = DeviceAuthenticator.IdOf(connection.ClientCertificate);
        var allowed = Allows(
            certificateId,
            connection.ClientId,
            "iot:Connect",
            _cloud.Account.ClientArn(connection.ClientId)
        );
        _cloud.Calls.Add(
            new RecordedCall(
                FaultPlan.Connect,
                _cloud.Account.CertificateArn(certificateId),
                allowed ? null : nameof(MqttConnectReasonCode.NotAuthorized)
            )
            {
                Resource = _cloud.Account.ClientArn(connection.ClientId),
            }
        );
        connection.ReasonCode = allowed ? MqttConnectReasonCode.Success : MqttConnectReasonCode.NotAuthorized;
        if (allowed)
        {
            _certificates[connection.ClientId] = certificateId;
        }
    }

    private async Task InterceptPublishAsync(InterceptingPublishEventArgs publish)
    {
        if (publish.ClientId.Length is 0)
        {
            return;
        }
        var message = publish.ApplicationMessage;
        publish.ProcessPublish = Allows(publish.ClientId, "iot:Publish", _cloud.Account.TopicArn(message.Topic));
        publish.CloseConnection = !publish.ProcessPublish;
        if (!publish.ProcessPublish)
        {
            return;
        }
        var payload = message.Payload.ToArray();
        if (_cloud.Shadows.Answer(message.Topic, payload) is { } answer)
        {
            await PublishAsync(answer);
        }
        if (_provisioning.Answer(message.Topic, payload, _certificates[publish.ClientId]) is { } provisioned)
        {
            await PublishAsync(provisioned);
        }
        foreach (var told in _cloud.Jobs.Answer(message.Topic, payload))
        {
            await PublishAsync(told);
        }
    }

    private Task InterceptSubscriptionAsync(InterceptingSubscriptionEventArgs subscription)
    {
        var filter = _cloud.Account.TopicFilterArn(subscription.TopicFilter.Topic);
        if (!Allows(subscription.ClientId, "iot:Subscribe", filter))
        {
            subscription.ProcessSubscription = false;
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        }
        return Task.CompletedTask;
    }

    private Task InterceptDeliveryAsync(InterceptingClientApplicationMessageEnqueueEventArgs delivery)
    {
        var topic = _cloud.Account.TopicArn(delivery.ApplicationMessage.Topic);
        delivery.AcceptEnqueue = Allows(delivery.ReceiverClientId, "iot:Receive", topic);
        return Task.CompletedTask;
    }

    private bool Allows(string clientId, string action, string resource) =>
        Allows(_certificates[clientId], clientId, action, resource);

    private bool Allows(string certificateId, string clientId, string action, string resource) =>
        _cloud.State.Use(registry =>
            registry.Certificates.GetValueOrDefault(certificateId) is { IsActive: true }
            && PolicyEvaluator.Decide(
                registry.PoliciesInForce(certificateId),
                new PolicyRequest(action, resource, ConnectionVariables.ForMqtt(registry, certificateId, clientId))
            ) is PolicyDecision.Allowed
        );

    private async Task DisconnectLaterAsync(string certificateId)
    {
        try
        {
            await Task.Delay(_disconnectDelay, _cloud.Time, _stopping.Token);
            await DisconnectAsync(clientId =>
                _certificates[clientId] == certificateId
                && !_cloud.State.Use(registry =>
                    registry.Certificates.GetValueOrDefault(certificateId) is { IsActive: true }
                )
            );
        }
        catch (OperationCanceledException)
        {
            // The broker stops and closes all connections.
        }
    }

    private async Task DisconnectAsync(Func<string, bool> condition)
    {
        foreach (var client in await _server.GetClientsAsync())
        {
            if (condition(client.Id))
            {
                await client.DisconnectAsync(
                    new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.AdministrativeAction }
                );
            }
        }
    }
}
