using System.Text.Json.Nodes;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>What the client does with either nucleus, each in a process of its own.</summary>
/// <remarks>The tests of a flavour share a nucleus: each has configuration keys and topics of its own.</remarks>
public abstract class NucleusContract(NucleusFixture fixture) : IAsyncLifetime
{
    private readonly NucleusDevice _device = fixture.Device;
    private GreengrassIpcClient _client = null!;

    private protected GreengrassIpcClient Client => _client;

    private protected bool IsLite => fixture.Flavour == NucleusFlavour.Lite;

    public async Task InitializeAsync() => _client = await _device.ConnectAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Configuration_is_read_whole_in_part_by_leaf_and_of_others()
    {
        Assert.Equal("1h", (await _client.GetConfigurationAsync()).Value.GetProperty("interval").GetString());
        Assert.Equal("value", (await _client.GetConfigurationAsync(["nested"])).Value.GetProperty("leaf").GetString());
        Assert.Equal(
            2,
            (await _client.GetConfigurationAsync(["nested", "list"])).Value.GetProperty("list").GetArrayLength()
        );
        GetConfigurationResponse other = await _client.GetConfigurationAsync(componentName: NucleusDevice.Other);
        Assert.True(other.Value.GetProperty("shared").GetBoolean());
        await AssertRefusedAsync(ServiceErrorCode.ResourceNotFound, () => _client.GetConfigurationAsync(["absent"]));
        await AssertRefusedAsync(
            ServiceErrorCode.ResourceNotFound,
            () => _client.GetConfigurationAsync(componentName: "absent")
        );
    }

    [Fact]
    public async Task A_change_of_configuration_is_told_and_can_be_read()
    {
        await using var changes = await _client.SubscribeToConfigurationUpdateAsync();
        await _client.UpdateConfigurationAsync(
            new JsonObject { ["leaf"] = "new" },
            DateTimeOffset.UtcNow,
            ["changing"]
        );
        ConfigurationUpdateEvent change = await NextAsync(changes);
        Assert.Equal(NucleusDevice.Own, change.ComponentName);
        Assert.Equal(["changing", "leaf"], change.KeyPath);
        Assert.Equal(
            "new",
            (await _client.GetConfigurationAsync(["changing", "leaf"])).Value.GetProperty("leaf").GetString()
        );
    }

    [Fact]
    public async Task An_update_older_than_the_configuration_changes_nothing()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await _client.UpdateConfigurationAsync(new JsonObject { ["aged"] = "2h" }, now);
        Task Older() => _client.UpdateConfigurationAsync(new JsonObject { ["aged"] = "3h" }, now.AddSeconds(-10));
        if (IsLite)
        {
            await Older();
        }
        else
        {
            await AssertRefusedAsync(ServiceErrorCode.FailedUpdateConditionCheck, Older);
        }

        Assert.Equal("2h", (await _client.GetConfigurationAsync()).Value.GetProperty("aged").GetString());
    }

    [Fact]
    public Task A_component_cannot_change_its_own_policies() =>
        AssertRefusedAsync(
            ServiceErrorCode.InvalidArguments,
            () =>
                _client.UpdateConfigurationAsync(
                    new JsonObject { ["accessControl"] = new JsonObject() },
                    DateTimeOffset.UtcNow
                )
        );

    [Fact]
    public async Task A_deployment_asks_the_component_about_its_configuration()
    {
        if (IsLite)
        {
            await AssertRefusedAsync(
                ServiceErrorCode.OperationNotSupported,
                () => _client.SubscribeToValidateConfigurationUpdatesAsync()
            );
            return;
        }

        await using var questions = await _client.SubscribeToValidateConfigurationUpdatesAsync();
        Assert.Contains(
            "too long",
            await DeployAsync("9h", ConfigurationValidityStatus.Rejected, questions),
            StringComparison.Ordinal
        );
        Assert.Equal("1h", (await _client.GetConfigurationAsync()).Value.GetProperty("validated").GetString());
        Assert.Null(await DeployAsync("2h", ConfigurationValidityStatus.Accepted, questions));
        Assert.Equal("2h", (await _client.GetConfigurationAsync()).Value.GetProperty("validated").GetString());
    }

    [Fact]
    public async Task A_deployment_waits_for_the_component()
    {
        if (IsLite)
        {
            await AssertRefusedAsync(
                ServiceErrorCode.OperationNotSupported,
                () => _client.SubscribeToComponentUpdatesAsync()
            );
            return;
        }

        await using var updates = await _client.SubscribeToComponentUpdatesAsync();
        Task<JsonObject> deployment = _device.Nucleus.AskAsync("deploy", NucleusDevice.Own, Merge("2h"));
        var first = Assert.IsType<PreComponentUpdateEvent>(await NextAsync(updates));
        await _client.DeferComponentUpdateAsync(first.DeploymentId, TimeSpan.FromMilliseconds(1), "busy");
        var second = Assert.IsType<PreComponentUpdateEvent>(await NextAsync(updates));
        Assert.False(deployment.IsCompleted);
        await _client.DeferComponentUpdateAsync(second.DeploymentId, TimeSpan.Zero);
        Assert.IsType<PostComponentUpdateEvent>(await NextAsync(updates));
        Assert.Null((string?)(await deployment)["failure"]);
    }

    [Fact]
    public async Task The_reported_state_arrives()
    {
        await _client.UpdateStateAsync(ReportedState.Running);
        Assert.Equal("RUNNING", (string?)(await _device.Nucleus.AskAsync("status", NucleusDevice.Own))["reported"]);
    }

    [Fact]
    public async Task A_component_is_restarted_where_the_policy_allows_it()
    {
        int before = (int)(await _device.Nucleus.AskAsync("status", NucleusDevice.Sleeper))["pid"]!;
        RestartComponentResponse response = await _client.RestartComponentAsync(NucleusDevice.Sleeper);
        Assert.Equal(RestartStatus.Succeeded, response.RestartStatus);
        Assert.NotEqual(before, (int)(await _device.Nucleus.AskAsync("status", NucleusDevice.Sleeper))["pid"]!);
        await AssertRefusedAsync(
            ServiceErrorCode.ResourceNotFound,
            () => _client.RestartComponentAsync("com.example.Absent")
        );
        await AssertRefusedAsync(
            ServiceErrorCode.Unauthorized,
            () => _client.RestartComponentAsync("aws.greengrass.Cli")
        );
    }

    [Fact]
    public async Task Local_messages_arrive_as_they_were_published()
    {
        await using var messages = await _client.SubscribeToTopicAsync("open/#", ReceiveMode.AllMessages);
        await _client.PublishToTopicAsync("open/a", new JsonObject { ["text"] = "é\"+" });
        await _client.PublishToTopicAsync("open/b", new byte[] { 0, 1, 255 });
        TopicMessage first = await NextAsync(messages);
        Assert.Equal("é\"+", first.Json!.Value.GetProperty("text").GetString());
        Assert.Equal("open/a", first.Topic);
        TopicMessage second = await NextAsync(messages);
        Assert.Equal([0, 1, 255], second.Binary!.Value.ToArray());
        await AssertRefusedAsync(
            ServiceErrorCode.Unauthorized,
            () => _client.PublishToTopicAsync("closed", new byte[1])
        );
        await AssertRefusedAsync(ServiceErrorCode.Unauthorized, () => _client.SubscribeToTopicAsync("closed"));
    }

    [Fact]
    public async Task A_large_message_passes_or_is_refused_before_it_is_sent()
    {
        await using var messages = await _client.SubscribeToTopicAsync("open/large");
        var message = new byte[1_000_000];
        if (IsLite)
        {
            await Assert.ThrowsAsync<RequestTooLargeException>(() =>
                _client.PublishToTopicAsync("open/large", message)
            );
            message = new byte[7_000];
        }

        await _client.PublishToTopicAsync("open/large", message);
        Assert.Equal(message.Length, (await NextAsync(messages)).Binary!.Value.Length);
    }

    [Fact]
    public async Task Messages_go_to_the_cloud_and_come_from_it()
    {
        await using var messages = await _client.SubscribeToIoTCoreAsync("mqtt/+/x", QualityOfService.AtLeastOnce);
        await _client.PublishToIoTCoreAsync(Publication("mqtt/a/x") with { ResponseTopic = "answer" });
        IoTCoreMessage message = await NextAsync(messages);
        Assert.Equal("mqtt/a/x", message.TopicName);
        Assert.Equal("payload"u8.ToArray(), message.Payload.ToArray());
        Assert.Equal(IsLite ? null : "answer", message.ResponseTopic);
        await AssertRefusedAsync(
            ServiceErrorCode.Unauthorized,
            () => _client.PublishToIoTCoreAsync(Publication("mqtt/a/y"))
        );
        await _client.PublishToIoTCoreAsync(Publication("$aws/things/thing-1/jobs/get"));
    }

    [Fact]
    public async Task While_offline_each_nucleus_does_as_it_does()
    {
        await _device.Nucleus.AskAsync("online", more: new JsonObject { ["online"] = false });
        Task<IpcSubscription<IoTCoreMessage>> subscribing = _client.SubscribeToIoTCoreAsync(
            "mqtt/a/x",
            QualityOfService.AtMostOnce
        );
        if (IsLite)
        {
            await AssertRefusedAsync(
                ServiceErrorCode.Service,
                () => _client.PublishToIoTCoreAsync(Publication("mqtt/a/x"))
            );
        }
        else
        {
            await _client.PublishToIoTCoreAsync(Publication("mqtt/a/x"));
        }

        Assert.False(subscribing.IsCompleted);
        await _device.Nucleus.AskAsync("online", more: new JsonObject { ["online"] = true });
        await (await subscribing).DisposeAsync();
    }

    [Fact]
    public async Task The_status_of_the_connection_is_told_where_the_nucleus_can()
    {
        await using var statuses = await _client.TrySubscribeToIoTCoreConnectionStatusAsync();
        Assert.Equal(IsLite, statuses is null);
        if (statuses is not null)
        {
            Assert.Equal(IoTCoreConnectionStatus.Connected, (await NextAsync(statuses)).Status);
            await _device.Nucleus.AskAsync("online", more: new JsonObject { ["online"] = false });
            Assert.Equal(IoTCoreConnectionStatus.Disconnected, (await NextAsync(statuses)).Status);
            await _device.Nucleus.AskAsync("online", more: new JsonObject { ["online"] = true });
        }
    }

    [Fact]
    public async Task A_thousand_streams_at_once_are_served()
    {
        IpcSubscription<TopicMessage>[] subscriptions = await Task.WhenAll(
            Enumerable.Range(0, 1_000).Select(_ => _client.SubscribeToTopicAsync("open/many"))
        );
        await _client.PublishToTopicAsync("open/many", new byte[] { 7 });
        foreach (IpcSubscription<TopicMessage> subscription in subscriptions)
        {
            Assert.Equal([7], (await NextAsync(subscription)).Binary!.Value.ToArray());
            await subscription.DisposeAsync();
        }

        await _client.UpdateStateAsync(ReportedState.Running);
    }

    private protected static IoTCorePublication Publication(string topic) =>
        new()
        {
            TopicName = topic,
            Qos = QualityOfService.AtLeastOnce,
            Payload = "payload"u8.ToArray(),
        };

    private protected static async Task<TEvent> NextAsync<TEvent>(IpcSubscription<TEvent> subscription)
        where TEvent : class
    {
        using var deadline = new CancellationTokenSource(Deadline.Default);
        await using IAsyncEnumerator<TEvent> events = subscription.GetAsyncEnumerator(deadline.Token);
        Assert.True(await events.MoveNextAsync());
        return events.Current;
    }

    private protected static async Task AssertRefusedAsync(ServiceErrorCode code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ServiceErrorException>(call)).Code);

    private static JsonObject Merge(string value) => new() { ["merge"] = new JsonObject { ["validated"] = value } };

    private async Task<string?> DeployAsync(
        string value,
        ConfigurationValidityStatus verdict,
        IpcSubscription<ValidateConfigurationUpdateEvent> questions
    )
    {
        Task<JsonObject> deployment = _device.Nucleus.AskAsync("deploy", NucleusDevice.Own, Merge(value));
        ValidateConfigurationUpdateEvent question = await NextAsync(questions);
        Assert.Equal(value, question.Configuration.GetProperty("validated").GetString());
        await _client.SendConfigurationValidityReportAsync(new(verdict, question.DeploymentId, "too long"));
        return (string?)(await deployment)["failure"];
    }
}

public sealed class ClassicNucleusTests(ClassicNucleus fixture)
    : NucleusContract(fixture),
        IClassFixture<ClassicNucleus>
{
    [Fact]
    public async Task Numbers_come_back_as_doubles_and_keys_in_any_case()
    {
        await Client.UpdateConfigurationAsync(new JsonObject { ["count"] = 5 }, DateTimeOffset.UtcNow);
        Assert.Equal("5.0", (await Client.GetConfigurationAsync(["COUNT"])).Value.GetProperty("COUNT").GetRawText());
    }
}

public sealed class LiteNucleusTests(LiteNucleus fixture) : NucleusContract(fixture), IClassFixture<LiteNucleus>;
