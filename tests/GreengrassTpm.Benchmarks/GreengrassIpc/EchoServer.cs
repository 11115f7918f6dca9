using System.Net.Sockets;

namespace GreengrassTpm.Benchmarks;

/// <summary>
/// The least that two processes can do over a Unix domain socket: one sends a byte back for each that it gets. The measure of
/// the IPC client's round trips.
/// </summary>
internal static class EchoServer
{
    /// <summary>The argument that makes this program the echo.</summary>
    public const string Command = "ipc-echo";

    /// <summary>Serves one connection.</summary>
    public static async Task RunAsync(string socketPath)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socketPath));
        listener.Listen(1);
        Console.WriteLine("ready");
        using Socket socket = await listener.AcceptAsync();
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer) is var count and > 0)
        {
            await socket.SendAsync(buffer.AsMemory(0, count));
        }
    }
}
