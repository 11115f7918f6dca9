using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.Aws;

namespace GreengrassTpm.Tests.Aws;

/// <summary>The endpoint at which a nucleus hands its session to its components: HTTP on the loopback interface.</summary>
internal sealed class SessionEndpoint : IAsyncDisposable
{
    public const string Token = "a token of the nucleus";

    private readonly HttpListener _listener = new();
    private readonly Func<Task<JsonObject?>> _session;
    private readonly Task _serving;

    private SessionEndpoint(Uri address, Func<Task<JsonObject?>> session)
    {
        Address = address;
        _session = session;
        _listener.Prefixes.Add(new Uri(address, "/").AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>What the callers have shown, in order.</summary>
    public ConcurrentQueue<string?> Authorizations { get; } = [];

    public ContainerCredentials Credentials => new(Address, Token, TimeSpan.FromMinutes(2));

    /// <summary>Starts it.</summary>
    /// <param name="session">Makes the answer; null for the error of a nucleus that has no session.</param>
    public static Task<SessionEndpoint> StartAsync(Func<Task<JsonObject?>> session)
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return Task.FromResult(
            new SessionEndpoint(new Uri($"http://127.0.0.1:{port}/2016-11-01/credentialprovider/"), session)
        );
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Authorizations.Enqueue(call.Request.Headers["Authorization"]);
            JsonObject? answer = await _session();
            call.Response.StatusCode = answer is null ? 500 : 200;
            await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer?.ToJsonString() ?? "no session"));
            call.Response.Close();
        }
    }
}
