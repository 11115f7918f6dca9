using System.Collections.Concurrent;
using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

public sealed class ReconnectTests
{
    private const string Response = "SubscribeToConfigurationUpdateResponse";

    [Fact]
    public async Task A_call_under_way_when_the_connection_ends_fails_and_the_next_one_works()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            if (peer.Number > 1)
            {
                await peer.SendAsync(ScriptedPeer.Message(1, "UpdateStateResponse", "{}"));
                await peer.WaitForEndAsync();
            }
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        ConnectionLostException error = await Assert.ThrowsAsync<ConnectionLostException>(() =>
            client.UpdateStateAsync(ReportedState.Running)
        );
        Assert.True(error.IsRetryable);
        await client.UpdateStateAsync(ReportedState.Running);
    }

    public static TheoryData<string, byte[]> FatalMessages =>
        new()
        {
            { "half a frame", GoldenFrames.ResourceNotFound[..100] },
            { "a corrupt prelude", [.. new byte[8], .. "garbage!"u8] },
            { "a corrupt message", [.. GoldenFrames.ResourceNotFound[..^1], 0] },
            { "an unknown message type", ScriptedPeer.Frame((RpcMessageType)42, RpcMessageFlags.None, 1) },
            {
                "a message type of the connection on a stream",
                ScriptedPeer.Frame(RpcMessageType.Ping, RpcMessageFlags.None, 1)
            },
            { "an application message of the connection", ScriptedPeer.Message(0, Response, "{}") },
            { "a negative stream id", ScriptedPeer.Message(-1, Response, "{}") },
            { "a stream that was never opened", ScriptedPeer.Message(2, Response, "{}") },
            { "a second consent", GoldenFrames.ConnectAck },
            {
                "protocol error",
                ScriptedPeer.Frame(RpcMessageType.ProtocolError, RpcMessageFlags.None, 0, payload: "{ no json")
            },
            { "internal error", ScriptedPeer.Frame(RpcMessageType.InternalError, RpcMessageFlags.None, 0) },
        };

    [Theory]
    [MemberData(nameof(FatalMessages))]
    public async Task What_breaks_the_protocol_ends_the_connection_and_a_new_one_is_made(string what, byte[] bytes)
    {
        var changes = new ConcurrentQueue<ConnectionChange>();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            if (peer.Number == 1)
            {
                await peer.SendAsync(bytes);
            }
            else
            {
                await peer.SendAsync(ScriptedPeer.Message(1, "UpdateStateResponse", "{}"));
                await peer.WaitForEndAsync();
            }
        });
        GreengrassIpcOptions plain = nucleus.Options();
        var options = new GreengrassIpcOptions
        {
            SocketPath = plain.SocketPath,
            AuthToken = plain.AuthToken,
            FirstPause = plain.FirstPause,
            ConnectionChanged = changes.Enqueue,
        };
        await using GreengrassIpcClient client = await GreengrassIpcClient.ConnectAsync(options);
        await Assert.ThrowsAsync<ConnectionLostException>(() => client.UpdateStateAsync(ReportedState.Running));
        await client.UpdateStateAsync(ReportedState.Running);
        ConnectionChange[] seen = [.. changes];
        Assert.Equal(
            [ConnectionState.Connected, ConnectionState.Lost, ConnectionState.Connected],
            seen.Select(c => c.State)
        );
        Assert.True(seen[1].Cause is FramingException or ProtocolException, what);
    }

    [Fact]
    public async Task A_subscription_outlives_its_connection_and_tells_of_the_gap()
    {
        var resubscribed = new TaskCompletionSource();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync([
                .. ScriptedPeer.Message(1, Response, "{}"),
                .. SubscriptionTests.Event($"from {peer.Number}"),
            ]);
            if (peer.Number > 2)
            {
                await peer.WaitForEndAsync();
            }
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        int gaps = 0;
        var settings = new SubscriptionSettings
        {
            Resubscribed = () =>
            {
                if (++gaps == 2)
                {
                    resubscribed.SetResult();
                }
            },
        };
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync(settings: settings);
        Assert.Equal(["from 1", "from 2", "from 3"], await SubscriptionTests.TakeAsync(subscription, 3));
        await resubscribed.Task;
    }

    [Fact]
    public async Task A_subscription_refused_on_the_new_connection_ends_with_that_error()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            if (peer.Number == 1)
            {
                await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
            }
            else
            {
                await peer.SendAsync(GoldenFrames.ResourceNotFound);
                await peer.WaitForEndAsync();
            }
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        await Assert.ThrowsAsync<ServiceErrorException>(() => SubscriptionTests.TakeAsync(subscription, 1));
    }

    [Fact]
    public async Task A_token_that_died_with_the_nucleus_ends_everything_for_good()
    {
        var end = new TaskCompletionSource();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            if (peer.Number == 1)
            {
                await peer.WelcomeAsync();
                await peer.ReceiveAsync();
                await peer.SendAsync(ScriptedPeer.Message(1, Response, "{}"));
                await end.Task;
            }
            else
            {
                await peer.ReceiveAsync();
                await peer.SendAsync(ScriptedPeer.Frame(RpcMessageType.ConnectAck, RpcMessageFlags.None, 0));
            }
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await using var subscription = await client.SubscribeToConfigurationUpdateAsync();
        end.SetResult();
        await Assert.ThrowsAsync<TokenRefusedException>(() => client.Completion);
        await Assert.ThrowsAsync<TokenRefusedException>(() => SubscriptionTests.TakeAsync(subscription, 1));
        await Assert.ThrowsAsync<TokenRefusedException>(() => client.UpdateStateAsync(ReportedState.Running));
    }

    [Fact]
    public async Task A_nucleus_that_does_not_come_back_in_time_ends_everything()
    {
        GreengrassIpcClient client;
        await using (
            var nucleus = new ScriptedNucleus(async peer =>
            {
                await peer.WelcomeAsync();
                await peer.WaitForEndAsync();
            })
        )
        {
            GreengrassIpcOptions plain = nucleus.Options();
            client = await GreengrassIpcClient.ConnectAsync(
                new GreengrassIpcOptions
                {
                    SocketPath = plain.SocketPath,
                    AuthToken = plain.AuthToken,
                    FirstPause = plain.FirstPause,
                    ReconnectFor = TimeSpan.FromMilliseconds(50),
                }
            );
        }

        await Assert.ThrowsAsync<NucleusUnreachableException>(() => client.Completion);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Disposal_while_reconnecting_ends_the_waiting()
    {
        GreengrassIpcClient client;
        await using (
            var nucleus = new ScriptedNucleus(async peer =>
            {
                await peer.WelcomeAsync();
                await peer.WaitForEndAsync();
            })
        )
        {
            client = await nucleus.ConnectAsync();
        }

        Task call = client.UpdateStateAsync(ReportedState.Running);
        await client.DisposeAsync();
        Exception? error = await Record.ExceptionAsync(() => call);
        Assert.True(error is ObjectDisposedException or ConnectionLostException);
    }
}
