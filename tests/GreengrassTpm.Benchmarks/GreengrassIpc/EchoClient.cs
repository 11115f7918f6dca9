using System.Diagnostics;
using System.Net.Sockets;

namespace GreengrassTpm.Benchmarks;

/// <summary>The other end of the <see cref="EchoServer"/>, which it starts in a process of its own.</summary>
internal sealed class EchoClient : IDisposable
{
    private readonly Process _server;
    private readonly Socket _socket;
    private readonly byte[] _message;
    private readonly byte[] _answer;

    private EchoClient(Process server, Socket socket, int length)
    {
        _server = server;
        _socket = socket;
        _message = new byte[length];
        _answer = new byte[length];
    }

    /// <summary>Starts the server and connects.</summary>
    /// <param name="folder">Where to put the socket.</param>
    /// <param name="length">Bytes of a message.</param>
    public static async Task<EchoClient> StartAsync(string folder, int length)
    {
        string path = Path.Combine(folder, "echo.socket");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [EchoServer.Command, path])
        {
            RedirectStandardOutput = true,
        };
        Process server = Process.Start(start)!;
        await server.StandardOutput.ReadLineAsync();
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return new EchoClient(server, socket, length);
    }

    /// <summary>Sends the message and takes it back.</summary>
    public async Task RoundTripAsync()
    {
        await _socket.SendAsync(_message);
        for (int received = 0; received < _answer.Length; )
        {
            received += await _socket.ReceiveAsync(_answer.AsMemory(received));
        }
    }

    /// <summary>Hangs up, which ends the server.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _server.WaitForExit();
        _server.Dispose();
    }
}
