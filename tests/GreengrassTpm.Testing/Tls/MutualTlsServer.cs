using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Testing;

/// <summary>What a <see cref="MutualTlsServer"/> does about the client's certificate.</summary>
public enum ClientCertificatePolicy
{
    /// <summary>Asks for one and takes whatever comes.</summary>
    Accept,

    /// <summary>Asks for one and refuses it.</summary>
    Refuse,

    /// <summary>Does not ask.</summary>
    DoNotAsk,
}

/// <summary>A TLS server on a port of its own that asks for client certificates and remembers them.</summary>
public sealed class MutualTlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly SslServerAuthenticationOptions _options;
    private readonly Func<SslStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    private MutualTlsServer(SslServerAuthenticationOptions options, Func<SslStream, CancellationToken, Task> serve)
    {
        _options = options;
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Gets the port on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets the thumbprints (SHA-256, hexadecimal) of the client certificates that have been proved.</summary>
    public ConcurrentBag<string> ProvedCertificates { get; } = [];

    /// <summary>Starts a server.</summary>
    /// <param name="certificate">The server's own certificate, with its key.</param>
    /// <param name="protocols">The versions it speaks; by default all that the system allows.</param>
    /// <param name="policy">What it does about the client's certificate.</param>
    /// <param name="serve">What it does with a connection; by default sends every byte back.</param>
    /// <param name="applicationProtocol">The application protocol it speaks, by ALPN; null for none.</param>
    /// <returns>The running server.</returns>
    public static MutualTlsServer Start(
        X509Certificate2 certificate,
        SslProtocols protocols = SslProtocols.None,
        ClientCertificatePolicy policy = ClientCertificatePolicy.Accept,
        Func<SslStream, CancellationToken, Task>? serve = null,
        string? applicationProtocol = null
    )
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = protocols,
            ClientCertificateRequired = policy != ClientCertificatePolicy.DoNotAsk,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, _, _, _) => policy != ClientCertificatePolicy.Refuse,
            ApplicationProtocols = applicationProtocol is null ? null : [new(applicationProtocol)],
        };
        return new MutualTlsServer(options, serve ?? EchoAsync);
    }

    /// <summary>Sends every byte back until the client closes.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A task that ends with the connection.</returns>
    public static async Task EchoAsync(SslStream stream, CancellationToken cancellation)
    {
        byte[] buffer = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    /// <summary>Answers every HTTP/1.1 request without a body with <c>200 OK</c> and the text <c>ok</c>.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A task that ends with the connection.</returns>
    public static async Task AnswerHttpAsync(SslStream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), cancellation);
            }
        }
    }

    /// <summary>Stops it and closes its connections.</summary>
    /// <returns>A task that ends when all is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        try
        {
            using (client)
            await using (var stream = new SslStream(client.GetStream()))
            {
                await stream.AuthenticateAsServerAsync(_options, _stopping.Token);
                if (stream.RemoteCertificate is X509Certificate2 proved)
                {
                    ProvedCertificates.Add(
                        proved.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)
                    );
                }

                await _serve(stream, _stopping.Token);
            }
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            // The client sees the same end of the connection, and that is where the tests look.
        }
    }
}
