using System.Text;
using GreengrassTpm.GreengrassIpc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

public sealed class HandshakeTests
{
    [Fact]
    public async Task The_client_introduces_itself_with_the_token()
    {
        var received = new TaskCompletionSource<RpcMessage>();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            received.SetResult(await peer.ReceiveAsync());
            await peer.SendAsync(GoldenFrames.ConnectAck);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        RpcMessage connect = await received.Task;
        Assert.Equal(RpcMessageType.Connect, connect.Type);
        Assert.Equal("""{"authToken":"ABCDEFGH01234567"}""", Encoding.UTF8.GetString(connect.Payload.Span));
    }

    [Fact]
    public async Task A_refusal_in_the_classic_style_is_final_at_once()
    {
        int connections = 0;
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            connections = peer.Number;
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Frame(RpcMessageType.ConnectAck, RpcMessageFlags.None, 0));
        });
        TokenRefusedException error = await Assert.ThrowsAsync<TokenRefusedException>(nucleus.ConnectAsync);
        Assert.False(error.IsRetryable);
        Assert.DoesNotContain("ABCDEFGH", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_refusal_in_the_style_of_lite_is_final_after_the_second_time()
    {
        int connections = 0;
        await using var nucleus = new ScriptedNucleus(peer =>
        {
            connections = peer.Number;
            return peer.ReceiveAsync();
        });
        await Assert.ThrowsAsync<TokenRefusedException>(nucleus.ConnectAsync);
        Assert.Equal(2, connections);
    }

    [Fact]
    public async Task One_connection_cut_short_is_not_a_refusal()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            if (peer.Number > 1)
            {
                await peer.WelcomeAsync();
                await peer.WaitForEndAsync();
            }
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        Assert.False(client.Completion.IsCompleted);
    }

    [Theory]
    [InlineData(RpcMessageType.ProtocolError)]
    [InlineData(RpcMessageType.Ping)]
    [InlineData((RpcMessageType)99)]
    public async Task Another_answer_to_connect_is_tried_again(object answer)
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.ReceiveAsync();
            await peer.SendAsync(
                peer.Number == 1
                    ? ScriptedPeer.Frame((RpcMessageType)answer, RpcMessageFlags.None, 0)
                    : GoldenFrames.ConnectAck
            );
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
    }

    [Fact]
    public async Task A_nucleus_that_does_not_answer_is_given_up_in_time()
    {
        var time = new FakeTimeProvider();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.ReceiveAsync();
            time.Advance(TimeSpan.FromMinutes(3));
            await peer.WaitForEndAsync();
        });
        NucleusUnreachableException error = await Assert.ThrowsAsync<NucleusUnreachableException>(() =>
            GreengrassIpcClient.ConnectAsync(nucleus.Options(time))
        );
        Assert.Contains("handshake", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_named_with_its_errno()
    {
        var options = new GreengrassIpcOptions
        {
            SocketPath = "/nonexistent/ipc.socket",
            AuthToken = "x",
            ReconnectFor = TimeSpan.Zero,
        };
        NucleusUnreachableException error = await Assert.ThrowsAsync<NucleusUnreachableException>(() =>
            GreengrassIpcClient.ConnectAsync(options)
        );
        Assert.Contains("ENOENT", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nonexistent/ipc.socket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_nobody_listens_on_is_named_with_its_errno()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ipc-");
        string path = Path.Combine(folder.FullName, "ipc.socket");
        using (
            var bound = new System.Net.Sockets.Socket(
                System.Net.Sockets.AddressFamily.Unix,
                System.Net.Sockets.SocketType.Stream,
                0
            )
        )
        {
            bound.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
            var options = new GreengrassIpcOptions
            {
                SocketPath = path,
                AuthToken = "x",
                ReconnectFor = TimeSpan.Zero,
            };
            NucleusUnreachableException error = await Assert.ThrowsAsync<NucleusUnreachableException>(() =>
                GreengrassIpcClient.ConnectAsync(options)
            );
            Assert.Contains("ECONNREFUSED", error.Message, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_path_longer_than_a_socket_s_is_not_tried_again()
    {
        var options = new GreengrassIpcOptions { SocketPath = "/" + new string('x', 200), AuthToken = "x" };
        await Assert.ThrowsAsync<IpcEnvironmentException>(() => GreengrassIpcClient.ConnectAsync(options));
    }

    [Theory]
    [InlineData("/var/lib/greengrass/gg-ipc.socket", NucleusFlavour.Lite)]
    [InlineData("/greengrass/v2/ipc.socket", NucleusFlavour.Classic)]
    [InlineData("../../ipc.socket", NucleusFlavour.Classic)]
    public void The_socket_s_name_tells_the_flavour(string path, NucleusFlavour flavour) =>
        Assert.Equal(flavour, GreengrassIpcOptions.FlavourOf(path));

    [Theory]
    [InlineData(0, 1.0, 1.0)]
    [InlineData(1, 1.0, 2.0)]
    [InlineData(3, 0.5, 4.0)]
    [InlineData(3, 0.0, 0.0)]
    [InlineData(4, 1.0, 10.0)]
    [InlineData(10_000, 1.0, 10.0)]
    public void Pauses_grow_to_a_bound_and_are_a_random_part_of_it(int attempt, double sample, double seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            BackOff.Pause(attempt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), sample)
        );
}
