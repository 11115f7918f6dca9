using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GreengrassTpm.Testing;

/// <summary>An HTTP proxy that connects, or answers with a status of its own.</summary>
public sealed class HttpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string? _refusal;
    private readonly Task _serving;

    /// <summary>Starts it on a port of the loopback interface.</summary>
    /// <param name="refusal">The status that it answers with, for example <c>403 Forbidden</c>; null = it connects.</param>
    public HttpProxy(string? refusal = null)
    {
        _refusal = refusal;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The headers that came, each as one text.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e)
            when (e is SocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(NetworkStream client)
    {
        string request = await ReadHeaderAsync(client);
        Requests.Enqueue(request);
        if (_refusal is not null)
        {
            await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_refusal}\r\n\r\n"));
            return;
        }

        string[] target = request.Split(' ')[1].Split(':');
        using var server = new TcpClient();
        await server.ConnectAsync(target[0], int.Parse(target[1], System.Globalization.CultureInfo.InvariantCulture));
        await client.WriteAsync("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n"u8.ToArray());
        await Task.WhenAny(client.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client));
    }

    private static async Task<string> ReadHeaderAsync(NetworkStream stream)
    {
        var header = new StringBuilder();
        byte[] next = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next);
            header.Append((char)next[0]);
        }

        return header.ToString();
    }
}
