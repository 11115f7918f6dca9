using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

public sealed class SubscriptionTests
{
    private const string Response = "SubscribeToConfigurationUpdateResponse";
    private const string Events = "ConfigurationUpdateEvents";

    [Fact]
    public async Task Events_come_in_their_order_until_the_subscription_is_disposed_of()
    {
        var last = new TaskCompletionSource<RpcMessage>();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync([
                .. ScriptedPeer.Message(1, Response, "{}"),
                .. Event("a"),
                .. Event("b"),
                .. Event("c"),
            ]);
            last.SetResult(await peer.ReceiveAsync());
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        IpcSubscription<ConfigurationUpdateEvent> subscription = await client.SubscribeToConfigurationUpdateAsync();
        Assert.Equal(["a", "b", "c"], await TakeAsync(subscription, 3));
        await subscription.DisposeAsync();
        Assert.Empty(await TakeAsync(subscription, 1));
        RpcMessage end = await last.Task;
        Assert.Equal(1, end.StreamId);
        Assert.Equal(RpcMessageType.ApplicationMessage, end.Type);
        Assert.Equal(RpcMessageFlags.TerminateStream, end.Flags);
        Assert.True(end.Payload.IsEmpty);
    }

    [Fact]
    public async Task An_event_before_the_answer_is_an_event()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync([.. Event("early"), .. ScriptedPeer.Message(1, Response, "{}"), .. Event("late")]);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        Assert.Equal(["early", "late"], await TakeAsync(subscription, 2));
    }

    [Fact]
    public async Task Late_events_of_a_closed_subscription_are_dropped()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
            await peer.ReceiveAsync();
            await peer.SendAsync([.. Event("late"), .. Event("later")]);
            int id = (await peer.ReceiveAsync()).StreamId;
            await peer.SendAsync(ScriptedPeer.Message(id, "UpdateStateResponse", "{}"));
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        var subscription = await client.SubscribeToConfigurationUpdateAsync();
        await subscription.DisposeAsync();
        await client.UpdateStateAsync(ReportedState.Running);
        Assert.Empty(await TakeAsync(subscription, 1));
    }

    [Fact]
    public async Task A_refused_subscription_fails_the_call()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(GoldenFrames.ResourceNotFound);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        ServiceErrorException error = await Assert.ThrowsAsync<ServiceErrorException>(() =>
            client.SubscribeToConfigurationUpdateAsync()
        );
        Assert.Equal("SubscribeToConfigurationUpdate", error.Operation);
    }

    [Fact]
    public async Task A_later_error_ends_the_events()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync([
                .. ScriptedPeer.Message(1, Response, "{}"),
                .. Event("a"),
                .. GoldenFrames.ResourceNotFound,
            ]);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        Assert.Equal(["a"], await TakeAsync(subscription, 1));
        await Assert.ThrowsAsync<ServiceErrorException>(() => TakeAsync(subscription, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_the_nucleus_closes_ends_the_events(bool withLastEvent)
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
            await peer.SendAsync(
                withLastEvent
                    ? Event("last", RpcMessageFlags.TerminateStream)
                    : ScriptedPeer.Frame(RpcMessageType.ApplicationMessage, RpcMessageFlags.TerminateStream, 1)
            );
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        Assert.Equal(withLastEvent ? ["last"] : [], await TakeAsync(subscription, 2));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_ends_the_subscription_with_a_typed_error()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync([
                .. ScriptedPeer.Message(1, Response, "{}"),
                .. ScriptedPeer.Message(1, Events, "[1]"),
            ]);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        await Assert.ThrowsAsync<MalformedAnswerException>(() => TakeAsync(subscription, 1));
    }

    [Fact]
    public async Task An_event_of_an_unknown_kind_is_passed_over()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
            await peer.SendAsync([.. ScriptedPeer.Message(1, Events, """{"newEvent":{}}"""), .. Event("known")]);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        Assert.Equal(["known"], await TakeAsync(subscription, 1));
    }

    [Theory]
    [InlineData(10, 1024 * 1024, 10)]
    [InlineData(1_000, 500, 5)]
    public async Task A_subscriber_that_does_not_read_is_cut_off_and_blocks_nobody(
        int maxEvents,
        int maxBytes,
        int kept
    )
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
            for (int sent = 0; sent < 100; sent++)
            {
                await peer.SendAsync(Event(new string('x', 30)));
            }

            while (true)
            {
                RpcMessage request = await peer.ReceiveAsync();
                if (!request.EndsStream)
                {
                    await peer.SendAsync(ScriptedPeer.Message(request.StreamId, "UpdateStateResponse", "{}"));
                }
            }
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        var settings = new SubscriptionSettings { MaxQueuedEvents = maxEvents, MaxQueuedBytes = maxBytes };
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync(settings: settings);
        await client.UpdateStateAsync(ReportedState.Running);
        Assert.Equal(kept, (await TakeAsync(subscription, kept)).Count);
        await Assert.ThrowsAsync<SubscriberTooSlowException>(() => TakeAsync(subscription, 1));
    }

    [Fact]
    public async Task A_cancelled_reader_leaves_the_subscription_open()
    {
        var go = new TaskCompletionSource();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
            await go.Task;
            await peer.SendAsync(Event("a"));
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        using var cancel = new CancellationTokenSource();
        Task<IReadOnlyList<string>> reading = TakeAsync(subscription, 1, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        go.SetResult();
        Assert.Equal(["a"], await TakeAsync(subscription, 1));
    }

    [Fact]
    public async Task The_events_end_with_the_client()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
            await peer.WaitForEndAsync();
        });
        GreengrassIpcClient client = await nucleus.ConnectAsync();
        var subscription = await client.SubscribeToConfigurationUpdateAsync();
        await client.DisposeAsync();
        Assert.Empty(await TakeAsync(subscription, 1));
        Assert.True(client.Completion.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.UpdateStateAsync(ReportedState.Running));
    }

    internal static byte[] Event(string key, RpcMessageFlags flags = RpcMessageFlags.None) =>
        ScriptedPeer.Message(
            1,
            Events,
            $$$"""{"configurationUpdateEvent":{"componentName":"c","keyPath":["{{{key}}}"]}}""",
            flags
        );

    internal static async Task<IReadOnlyList<string>> TakeAsync(
        IpcSubscription<ConfigurationUpdateEvent> subscription,
        int count,
        CancellationToken cancellationToken = default
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline.Default);
        var taken = new List<string>();
        await foreach (ConfigurationUpdateEvent update in subscription.WithCancellation(deadline.Token))
        {
            taken.Add(update.KeyPath[0]);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
