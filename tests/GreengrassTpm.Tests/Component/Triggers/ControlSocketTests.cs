using GreengrassTpm.Component;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public sealed class ControlSocketTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("control-");
    private readonly CancellationTokenSource _end = new();

    private string SocketPath => Path.Combine(_folder.FullName, "control.socket");

    [Fact]
    public async Task A_request_is_answered()
    {
        Task serving = ControlSocket.ServeAsync(
            SocketPath,
            asked => Task.FromResult(new ControlAnswer(asked.Force, $"did {asked.Do}")),
            _end.Token
        );

        ControlAnswer? answer = await ControlSocket.AskAsync(
            SocketPath,
            new ControlRequest(ControlRequest.Rotate, Force: true),
            CancellationToken.None
        );

        Assert.Equal(new ControlAnswer(true, "did rotate"), answer);
        await _end.CancelAsync();
        await serving;
        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public async Task A_request_is_answered_also_while_another_one_waits()
    {
        TaskCompletionSource<ControlAnswer> begun = new();
        Task serving = ControlSocket.ServeAsync(
            SocketPath,
            asked => asked.Do == "rotate" ? begun.Task : Task.FromResult(new ControlAnswer(true, asked.Do)),
            _end.Token
        );

        Task<ControlAnswer?> waiting = ControlSocket.AskAsync(
            SocketPath,
            new ControlRequest("rotate"),
            CancellationToken.None
        );
        ControlAnswer? answer = await ControlSocket.AskAsync(
            SocketPath,
            new ControlRequest("stop"),
            CancellationToken.None
        );

        Assert.Equal("stop", answer!.Message);
        Assert.False(waiting.IsCompleted);
        begun.SetResult(new ControlAnswer(true, "begun"));
        Assert.Equal("begun", (await waiting)!.Message);
        await _end.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task Where_nobody_listens_there_is_no_answer() =>
        Assert.Null(await ControlSocket.AskAsync(SocketPath, new ControlRequest("stop"), CancellationToken.None));

    [Fact]
    public async Task What_a_killed_component_has_left_is_no_answer_and_is_replaced()
    {
        using (
            System.Net.Sockets.Socket left = new(
                System.Net.Sockets.AddressFamily.Unix,
                System.Net.Sockets.SocketType.Stream,
                System.Net.Sockets.ProtocolType.Unspecified
            )
        )
        {
            left.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(SocketPath));
        }

        Assert.Null(await ControlSocket.AskAsync(SocketPath, new ControlRequest("stop"), CancellationToken.None));
        Task serving = ControlSocket.ServeAsync(
            SocketPath,
            _ => Task.FromResult(new ControlAnswer(true, "")),
            _end.Token
        );
        Assert.NotNull(await ControlSocket.AskAsync(SocketPath, new ControlRequest("stop"), CancellationToken.None));
        await _end.CancelAsync();
        await serving;
    }

    public void Dispose()
    {
        _end.Dispose();
        _folder.Delete(recursive: true);
    }
}
