using System.Net.Sockets;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>A nucleus that does on each connection exactly what the test says, right or wrong.</summary>
internal sealed class ScriptedNucleus : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ipc-");
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Func<ScriptedPeer, Task> _script;
    private readonly Task _accepting;
    private readonly Socket _listener;

    public ScriptedNucleus(Func<ScriptedPeer, Task> script)
    {
        _script = script;
        SocketPath = Path.Combine(_folder.FullName, "ipc.socket");
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen(16);
        _accepting = AcceptAsync();
    }

    public string SocketPath { get; }

    public GreengrassIpcOptions Options(TimeProvider? time = null) =>
        new()
        {
            SocketPath = SocketPath,
            AuthToken = "ABCDEFGH01234567",
            FirstPause = TimeSpan.FromMilliseconds(5),
            LongestPause = TimeSpan.FromMilliseconds(20),
            TimeProvider = time ?? TimeProvider.System,
        };

    public Task<GreengrassIpcClient> ConnectAsync() => GreengrassIpcClient.ConnectAsync(Options());

    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _lifetime.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AcceptAsync()
    {
        var peers = new List<Task>();
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync(_lifetime.Token);
                peers.Add(ServeAsync(new ScriptedPeer(socket, peers.Count + 1, _lifetime.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(peers);
        }
    }

    // When a script ends, its connection does.
    private async Task ServeAsync(ScriptedPeer peer)
    {
        using (peer)
        {
            try
            {
                await _script(peer);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or EndOfStreamException)
            {
                // The client or the test has ended first.
            }
        }
    }
}
