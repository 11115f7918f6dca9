using Amazon.IoT;
using GreengrassTpm.LocalCloud;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class MessageBrokerTests : LocalCloudTest
{
    private const string OwnTopicsOnly = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"iot:Connect",
            "Resource":"arn:aws:iot:*:*:client/${iot:Connection.Thing.ThingName}",
            "Condition":{"Bool":{"iot:Connection.Thing.IsAttached":"true"}}},
          {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":"arn:aws:iot:*:*:topic/${iot:ClientId}/*"},
          {"Effect":"Allow","Action":"iot:Subscribe","Resource":[
            "arn:aws:iot:*:*:topicfilter/${iot:ClientId}/*","arn:aws:iot:*:*:topicfilter/#"]}]}
        """;

    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    protected override LocalCloudOptions Options => new() { Time = _time, DisconnectDelay = Delay };

    [Fact]
    public async Task A_client_named_after_its_thing_may_connect()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);

        using var mqtt = new MqttDevice(Cloud, device);

        Assert.Equal(MqttClientConnectResultCode.Success, await mqtt.ConnectAsync("pump"));
        Assert.Equal([new ConnectedClient("pump", device.CertificateId)], await Cloud.ClientsAsync());
    }

    [Theory]
    [InlineData("valve")]
    [InlineData("pump#1")]
    public async Task A_client_named_otherwise_has_no_thing_unless_the_certificate_is_exclusive(string clientId)
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);

        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await mqtt.ConnectAsync(clientId));
    }

    [Fact]
    public async Task The_thing_of_an_exclusive_certificate_is_known_whatever_the_client_id()
    {
        using var device = await NewDeviceAsync(
            "pump",
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:Connect",
              "Resource":"arn:aws:iot:*:*:client/${iot:Connection.Thing.ThingName}#*"}}
            """
        );
        await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);
        await Client.AttachThingPrincipalAsync(
            new Amazon.IoT.Model.AttachThingPrincipalRequest
            {
                ThingName = "pump",
                Principal = device.CertificateArn,
                ThingPrincipalType = ThingPrincipalType.EXCLUSIVE_THING,
            }
        );
        using var mqtt = new MqttDevice(Cloud, device);

        Assert.Equal(MqttClientConnectResultCode.Success, await mqtt.ConnectAsync("pump#1"));
    }

    [Fact]
    public async Task An_inactive_certificate_may_not_connect()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        await Client.UpdateCertificateAsync(device.CertificateId, CertificateStatus.INACTIVE);
        using var mqtt = new MqttDevice(Cloud, device);

        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await mqtt.ConnectAsync("pump"));
    }

    [Fact]
    public async Task A_policy_of_the_thing_s_group_counts_too()
    {
        Cloud.AddThingGroup("pumps");
        using var device = await NewDeviceAsync(
            "pump",
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:Publish","Resource":"*"}}
            """
        );
        await Client.AddThingToThingGroupAsync(
            new Amazon.IoT.Model.AddThingToThingGroupRequest { ThingName = "pump", ThingGroupName = "pumps" }
        );
        await Client.CreatePolicyAsync("group", AllowAll);
        await Client.AttachPolicyAsync(
            new Amazon.IoT.Model.AttachPolicyRequest
            {
                PolicyName = "group",
                Target = Cloud.Account.ThingGroupArn("pumps"),
            }
        );
        using var mqtt = new MqttDevice(Cloud, device);

        Assert.Equal(MqttClientConnectResultCode.Success, await mqtt.ConnectAsync("pump"));
    }

    [Fact]
    public async Task A_message_reaches_a_subscriber_that_may_receive_it()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await mqtt.SubscribeAsync("pump/in"));
        await mqtt.PublishAsync("pump/in", "hello");

        Assert.Equal("hello", await mqtt.ReceiveAsync());
    }

    [Fact]
    public async Task A_subscription_that_is_not_allowed_is_refused()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        Assert.Equal(MqttClientSubscribeResultCode.NotAuthorized, await mqtt.SubscribeAsync("valve/in"));
    }

    [Fact]
    public async Task A_message_that_may_not_be_received_is_left_out()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");
        await mqtt.SubscribeAsync("#");

        await Cloud.PublishAsync("valve/in", "not for pumps"u8.ToArray());
        await Cloud.PublishAsync("pump/in", "for pumps"u8.ToArray());

        Assert.Equal("for pumps", await mqtt.ReceiveAsync());
    }

    [Fact]
    public async Task Publishing_what_is_not_allowed_ends_the_connection()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        await mqtt.TryPublishAsync("valve/in", "hello");

        await mqtt.Disconnected;
    }

    [Fact]
    public async Task A_client_is_disconnected_some_time_after_its_certificate_s_deactivation()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        await Client.UpdateCertificateAsync(device.CertificateId, CertificateStatus.INACTIVE);
        Assert.Single(await Cloud.ClientsAsync());
        _time.Advance(Delay);

        await mqtt.Disconnected;
    }

    [Fact]
    public async Task A_certificate_that_was_activated_again_in_time_keeps_its_client()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        await Client.UpdateCertificateAsync(device.CertificateId, CertificateStatus.INACTIVE);
        await Client.UpdateCertificateAsync(device.CertificateId, CertificateStatus.ACTIVE);
        _time.Advance(Delay);

        await mqtt.SubscribeAsync("pump/in");
        await mqtt.PublishAsync("pump/in", "still here");
        Assert.Equal("still here", await mqtt.ReceiveAsync());
    }

    [Fact]
    public async Task A_second_connection_under_the_same_client_id_ends_the_first()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var first = new MqttDevice(Cloud, device);
        using var second = new MqttDevice(Cloud, device);
        await first.ConnectAsync("pump");

        await second.ConnectAsync("pump");

        await first.Disconnected;
    }

    [Fact]
    public async Task Going_offline_ends_connections_and_refuses_new_ones()
    {
        using var device = await NewDeviceAsync("pump", OwnTopicsOnly);
        using var mqtt = new MqttDevice(Cloud, device);
        await mqtt.ConnectAsync("pump");

        Cloud.Faults.Offline = true;

        await mqtt.Disconnected;
        using var late = new MqttDevice(Cloud, device);
        Assert.Equal(MqttClientConnectResultCode.ServerUnavailable, await late.ConnectAsync("pump"));
    }
}
