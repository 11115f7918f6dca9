using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GreengrassTpm.Pkcs11;

/// <summary>A TCP server.</summary>
/// <param name="Host">Its name or address; an IPv6 address without brackets.</param>
/// <param name="Port">Its port.</param>
public sealed record ServerAddress(string Host, int Port)
{
    /// <summary>Reads <c>HOST:PORT</c> or <c>[IPv6]:PORT</c>.</summary>
    /// <param name="text">The address.</param>
    /// <param name="server">The server, where it is one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerAddress? server)
    {
        int colon = text.LastIndexOf(':');
        bool isPort = int.TryParse(
            text.AsSpan(colon + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int port
        );
        string host = colon > 0 ? text[..colon].TrimStart('[').TrimEnd(']') : "";
        bool isHost = Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
        server = isPort && isHost && port is > 0 and <= 65535 ? new ServerAddress(host, port) : null;
        return server is not null;
    }

    /// <summary>Reads a host alone, which then has the default port, or what the other overload reads.</summary>
    /// <param name="text">The address.</param>
    /// <param name="defaultPort">The port of a host that comes without one.</param>
    /// <param name="server">The server, where it is one.</param>
    public static bool TryParse(string text, int defaultPort, [NotNullWhen(true)] out ServerAddress? server)
    {
        if (TryParse(text, out server))
        {
            return true;
        }

        server = Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? new ServerAddress(text, defaultPort)
            : null;
        return server is not null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
