using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GreengrassTpm.Bootstrap;

/// <summary>A TCP server.</summary>
/// <param name="Host">Its name or address; an IPv6 address without brackets.</param>
/// <param name="Port">Its port.</param>
internal sealed record ServerAddress(string Host, int Port)
{
    /// <summary>Reads <c>HOST:PORT</c> or <c>[IPv6]:PORT</c>.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out ServerAddress? server)
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

    /// <inheritdoc/>
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
