using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Asks a server whether it takes the token's certificate: one connection, one handshake, no session resumed. Expected
/// failures are verdicts, not exceptions.
/// </summary>
public sealed class MutualTlsProbe
{
    private readonly OpenSslTokenKey _key;
    private readonly TokenTlsOptions _options;
    private readonly TokenTlsClient _client;

    /// <summary>Prepares a probe.</summary>
    /// <param name="key">The key and certificate; the caller keeps it.</param>
    /// <param name="options">How to connect; the defaults when null.</param>
    public MutualTlsProbe(OpenSslTokenKey key, TokenTlsOptions? options = null)
    {
        _key = key;
        _options = options ?? new TokenTlsOptions();
        _client = new TokenTlsClient(key, _options);
    }

    /// <summary>
    /// What to send once the handshake is done, so that the server has something to answer: a request line, an MQTT
    /// CONNECT. Nothing by default.
    /// </summary>
    public ReadOnlyMemory<byte> FirstBytes { get; init; }

    /// <summary>
    /// How long to wait for the server's first bytes. A TLS 1.3 client has finished before the server has looked at its
    /// certificate, and some servers look only after a TLS 1.2 handshake: a refusal comes as an answer to the first read.
    /// </summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many bytes of the server's answer to wait for; the rest is never read.</summary>
    public int AnswerLength { get; init; } = 1;

    /// <summary>Connects once.</summary>
    /// <param name="host">The server's name.</param>
    /// <param name="port">Its TCP port.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<MutualTlsResult> RunAsync(string host, int port, CancellationToken cancellation = default)
    {
        var seen = new MutualTlsObservation(_key.Watch());
        string server = $"{host}:{port}";
        try
        {
            SslClientAuthenticationOptions options = _client.CreateSslOptions(host);
            options.RemoteCertificateValidationCallback = seen.CheckServer;
            await using SslStream stream = await _client.ConnectAsync(
                options,
                new DnsEndPoint(host, port),
                cancellation
            );
            seen.Connected(stream);
            ReadOnlyMemory<byte> answer = await ListenAsync(stream, cancellation);
            return seen.Report(Accepted(server, seen), _options.Version) with { Answer = answer };
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or TimeoutException)
        {
            return seen.Report(MutualTlsFailure.Explain(server, e, seen), _options.Version) with
            {
                Alert = TlsAlert.Behind(e),
                Error = seen.Signing.Error ?? e,
            };
        }
    }

    /// <summary>Waits for the server's first bytes.</summary>
    /// <returns>What came in time.</returns>
    private async Task<ReadOnlyMemory<byte>> ListenAsync(SslStream stream, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(AnswerWithin);
        byte[] answer = new byte[AnswerLength];
        int length = 0;
        try
        {
            if (!FirstBytes.IsEmpty)
            {
                await stream.WriteAsync(FirstBytes, deadline.Token);
            }

            for (int read = -1; read != 0 && length < answer.Length; length += read)
            {
                read = await stream.ReadAsync(answer.AsMemory(length), deadline.Token);
            }

            return length > 0
                ? answer.AsMemory(0, length)
                : throw new EndOfStreamException("the connection ended before the first byte.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return answer.AsMemory(0, length);
        }
    }

    private static (MutualTlsVerdict Verdict, string Detail) Accepted(string server, MutualTlsObservation seen) =>
        seen.Signing.Signatures > 0
            ? (MutualTlsVerdict.Accepted, $"{server} accepted the client certificate.")
            : (
                MutualTlsVerdict.ClientCertificateNotRequested,
                $"{server} did not ask for a client certificate, so nothing is proved about ours."
            );
}
