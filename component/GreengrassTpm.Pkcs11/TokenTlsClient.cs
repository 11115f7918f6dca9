using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Makes TLS connections that prove possession of a token key. Sessions are never resumed: a resumed one skips the
/// client's signature, and with it the proof (RFC 8446, 2.2).
/// </summary>
[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "Socket, network stream and TLS stream each own the one before; a failed step disposes what it was given."
)]
public sealed class TokenTlsClient
{
    private readonly OpenSslTokenKey _key;
    private readonly TokenTlsOptions _options;
    private readonly SslStreamCertificateContext _certificate;

    /// <summary>Prepares connections.</summary>
    /// <param name="key">The key and certificate; the caller keeps it, and keeps it open while it connects.</param>
    /// <param name="options">How to connect; the defaults when null.</param>
    public TokenTlsClient(OpenSslTokenKey key, TokenTlsOptions? options = null)
    {
        _key = key;
        _options = options ?? new TokenTlsOptions();

        // Offline: the certificates between ours and its root are the server's business, not worth a download.
        _certificate = SslStreamCertificateContext.Create(key.Certificate, additionalCertificates: null, offline: true);
    }

    /// <summary>The settings of one connection, for code that makes its own <see cref="SslStream"/>.</summary>
    /// <param name="host">The server's name: sent to it (SNI) and looked for in its certificate.</param>
    public SslClientAuthenticationOptions CreateSslOptions(string host) =>
        new()
        {
            TargetHost = host,
            ClientCertificateContext = _certificate,
            EnabledSslProtocols = Protocol(_options.Version),
            ApplicationProtocols = [.. _options.ApplicationProtocols.Select(name => new SslApplicationProtocol(name))],
            CertificateChainPolicy = CreateChainPolicy(),
            AllowTlsResume = false,
        };

    /// <summary>Connects and shakes hands.</summary>
    /// <param name="host">The server's name or address.</param>
    /// <param name="port">Its TCP port.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The open connection; disposing it closes the socket.</returns>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    /// <exception cref="IOException">The connection broke during the handshake.</exception>
    /// <exception cref="AuthenticationException">One side refused the other; with TLS 1.3 the server's refusal of our
    /// certificate comes only with the first read.</exception>
    /// <exception cref="TokenSigningException">The token did not sign.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="TokenTlsOptions.ConnectWithin"/>.</exception>
    public Task<SslStream> ConnectAsync(string host, int port, CancellationToken cancellation = default) =>
        _key.SurfaceSigningErrorsAsync(() =>
            ConnectAsync(CreateSslOptions(host), new DnsEndPoint(host, port), cancellation)
        );

    /// <summary>
    /// A handler for an <see cref="HttpClient"/> that speaks https with the token key, through no proxy but that of the
    /// options, and follows no redirection.
    /// </summary>
    public SocketsHttpHandler CreateHttpHandler() =>
        new()
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellation) =>
                context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps
                    ? await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation)
                    : throw new NotSupportedException("A connection with a token key is made for https only."),
        };

    /// <summary>Connects with settings that may carry more than ours; signing errors are the caller's to surface.</summary>
    internal async Task<SslStream> ConnectAsync(
        SslClientAuthenticationOptions options,
        DnsEndPoint server,
        CancellationToken cancellation
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_options.ConnectWithin);
        try
        {
            NetworkStream transport = await DialAsync(server, deadline.Token);
            return await ShakeHandsAsync(transport, options, deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"no TLS handshake with {server.Host}:{server.Port} within {_options.ConnectWithin.TotalSeconds:0.#} s.",
                e
            );
        }
    }

    private async Task<NetworkStream> DialAsync(DnsEndPoint server, CancellationToken cancellation)
    {
        Uri? proxy = ProxyTunnel.Choose(_options.Proxy, server);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(proxy is null ? server : new DnsEndPoint(proxy.Host, proxy.Port), cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (proxy is not null)
            {
                NetworkCredential? credential = _options.Proxy?.Credentials?.GetCredential(proxy, "Basic");
                await ProxyTunnel.OpenAsync(stream, server, credential, cancellation);
            }

            return stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<SslStream> ShakeHandsAsync(
        NetworkStream transport,
        SslClientAuthenticationOptions options,
        CancellationToken cancellation
    )
    {
        var stream = new SslStream(transport);
        try
        {
            await stream.AuthenticateAsClientAsync(options, cancellation);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private X509ChainPolicy CreateChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            // As the nucleus: no revocation list is fetched on the device, and no missing certificate downloaded.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if (_options.TrustedRoots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_options.TrustedRoots);
        }

        return policy;
    }

    [SuppressMessage(
        "Security",
        "CA5398:Avoid hardcoded SslProtocols values",
        Justification = "A proof is about one version, which the caller names."
    )]
    private static SslProtocols Protocol(TlsVersion version) =>
        version switch
        {
            TlsVersion.Tls12 => SslProtocols.Tls12,
            TlsVersion.Tls13 => SslProtocols.Tls13,
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version of TLS."),
        };
}
