using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>What the client does when a nucleus misbehaves or dies.</summary>
public abstract class NucleusFaultContract(NucleusFixture fixture)
{
    private readonly NucleusDevice _device = fixture.Device;

    [Theory]
    [InlineData("split")]
    [InlineData("delay")]
    public async Task Odd_delivery_is_no_fault(string oddity)
    {
        await _device.Nucleus.MisbehaveAsync("CONNECT", oddity);
        await using GreengrassIpcClient client = await _device.ConnectAsync();
        await _device.Nucleus.MisbehaveAsync("GetConfiguration", oddity);
        Assert.Equal("1h", (await client.GetConfigurationAsync()).Value.GetProperty("interval").GetString());
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("swap")]
    public async Task An_event_that_comes_with_the_answer_or_before_it_is_not_lost(string order)
    {
        await using GreengrassIpcClient client = await _device.ConnectAsync();
        await _device.Nucleus.MisbehaveAsync("SubscribeToTopic", order);
        Task<IpcSubscription<TopicMessage>> subscribing = client.SubscribeToTopicAsync("open/a");
        await client.PublishToTopicAsync("open/a", new byte[] { 1 });
        await using IpcSubscription<TopicMessage> subscription = await subscribing;
        await using IAsyncEnumerator<TopicMessage> messages = subscription.GetAsyncEnumerator();
        Assert.True(await messages.MoveNextAsync());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("corrupt")]
    [InlineData("half")]
    [InlineData("close")]
    [InlineData("oversized")]
    public async Task A_broken_connection_is_replaced_and_its_subscriptions_with_it(string fault)
    {
        await using GreengrassIpcClient client = await _device.ConnectAsync();
        var resubscribed = new TaskCompletionSource();
        var settings = new SubscriptionSettings { Resubscribed = resubscribed.SetResult };
        await using IpcSubscription<TopicMessage> subscription = await client.SubscribeToTopicAsync(
            "open/a",
            settings: settings
        );
        await _device.Nucleus.MisbehaveAsync("UpdateState", fault);
        await Assert.ThrowsAsync<ConnectionLostException>(() => client.UpdateStateAsync(ReportedState.Running));
        await resubscribed.Task;
        await client.PublishToTopicAsync("open/a", new byte[] { 1 });
        await using IAsyncEnumerator<TopicMessage> messages = subscription.GetAsyncEnumerator();
        Assert.True(await messages.MoveNextAsync());
    }

    [Fact]
    public async Task Silence_ends_in_a_timeout()
    {
        GreengrassIpcOptions options = await _device.OptionsAsync(requestTimeout: TimeSpan.FromSeconds(3));
        await using GreengrassIpcClient client = await GreengrassIpcClient.ConnectAsync(options);
        await _device.Nucleus.MisbehaveAsync("UpdateState", "silence");
        await Assert.ThrowsAsync<RequestTimeoutException>(() => client.UpdateStateAsync(ReportedState.Running));
    }

    [Fact]
    public async Task The_token_dies_with_the_nucleus_and_so_does_the_client()
    {
        await using NucleusDevice device = await NucleusDevice.StartAsync(fixture.Flavour);
        await using GreengrassIpcClient client = await device.ConnectAsync();
        await using IpcSubscription<TopicMessage> subscription = await client.SubscribeToTopicAsync("open/a");
        await device.Nucleus.MisbehaveAsync("UpdateState", "silence");
        Task call = client.UpdateStateAsync(ReportedState.Running);
        await device.Nucleus.KillAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(() => call);
        await device.Nucleus.DisposeAsync();
        await device.StartNucleusAsync();
        await Assert.ThrowsAsync<TokenRefusedException>(() => client.Completion);
        await using IAsyncEnumerator<TopicMessage> messages = subscription.GetAsyncEnumerator();
        await Assert.ThrowsAsync<TokenRefusedException>(async () => await messages.MoveNextAsync());
        await using GreengrassIpcClient next = await device.ConnectAsync();
        await next.UpdateStateAsync(ReportedState.Running);
    }
}

public sealed class ClassicNucleusFaultTests(ClassicNucleus fixture)
    : NucleusFaultContract(fixture),
        IClassFixture<ClassicNucleus>;

public sealed class LiteNucleusFaultTests(LiteNucleus fixture)
    : NucleusFaultContract(fixture),
        IClassFixture<LiteNucleus>;
