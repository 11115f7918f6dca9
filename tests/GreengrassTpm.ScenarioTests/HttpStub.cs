using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GreengrassTpm.ScenarioTests;

/// <summary>An HTTP server on the loopback interface that answers as a test says.</summary>
internal sealed class HttpStub : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private HttpStub(int port, Func<HttpListenerRequest, string> answer)
    {
        Address = new Uri($"http://127.0.0.1:{port}/");

        // Whatever host is asked for: a proxy is asked for others than itself.
        _listener.Prefixes.Add($"http://*:{port}/");
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public Uri Address { get; }

    /// <summary>The requests so far: method and URL.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static HttpStub Start(Func<HttpListenerRequest, string> answer) => new(FreePort(), answer);

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(Func<HttpListenerRequest, string> answer)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _requests.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl}");
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer(context.Request)));
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
