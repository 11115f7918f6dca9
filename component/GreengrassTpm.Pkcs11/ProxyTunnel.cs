using System.Net;
using System.Text;

namespace GreengrassTpm.Pkcs11;

/// <summary>A way through an HTTP proxy: CONNECT (RFC 9110, 9.3.6). What runs inside stays between the two ends.</summary>
internal static class ProxyTunnel
{
    private const int MostHeaderBytes = 8 * 1024;

    /// <summary>The proxy to take for a server, or <see langword="null"/> for the straight way.</summary>
    /// <exception cref="IOException">The proxy's address is not one of http.</exception>
    public static Uri? Choose(IWebProxy? proxy, DnsEndPoint server)
    {
        var destination = new UriBuilder(Uri.UriSchemeHttps, server.Host, server.Port).Uri;
        if (proxy is null || proxy.IsBypassed(destination) || proxy.GetProxy(destination) is not { } way)
        {
            return null;
        }

        return way.Scheme == Uri.UriSchemeHttp
            ? way
            : throw new IOException($"The proxy {way.Host} is configured for {way.Scheme}; only http is supported.");
    }

    /// <summary>Asks the proxy to connect a stream to the server.</summary>
    /// <param name="stream">The connection to the proxy.</param>
    /// <param name="server">The server.</param>
    /// <param name="credential">Name and password for the proxy; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The proxy refused, or its answer is none.</exception>
    public static async Task OpenAsync(
        Stream stream,
        DnsEndPoint server,
        NetworkCredential? credential,
        CancellationToken cancellation
    )
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Request(server, credential)), cancellation);
        string status = await ReadStatusAsync(stream, cancellation);
        if (status.Split(' ') is not ["HTTP/1.1" or "HTTP/1.0", ['2', _, _], ..])
        {
            throw new IOException($"The proxy did not connect to {server.Host}:{server.Port}: {status}");
        }
    }

    private static string Request(DnsEndPoint server, NetworkCredential? credential)
    {
        string host = server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]" : server.Host;
        string authorization = credential is null
            ? ""
            : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))}\r\n";
        return $"CONNECT {host}:{server.Port} HTTP/1.1\r\nHost: {host}:{server.Port}\r\n{authorization}\r\n";
    }

    /// <summary>The first line of an answer, whose header is read to its end and not a byte further.</summary>
    private static async Task<string> ReadStatusAsync(Stream stream, CancellationToken cancellation)
    {
        var header = new List<byte>();
        byte[] next = new byte[1];
        while (header is not [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
        {
            if (header.Count == MostHeaderBytes || await stream.ReadAsync(next, cancellation) == 0)
            {
                throw new IOException("The proxy's answer to CONNECT is not one of HTTP.");
            }

            header.Add(next[0]);
        }

        string text = Encoding.ASCII.GetString([.. header]);
        return text[..text.IndexOf('\r', StringComparison.Ordinal)];
    }
}
