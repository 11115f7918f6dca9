using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>A version of TLS. One at a time: a proof says which one it is a proof of.</summary>
public enum TlsVersion
{
    /// <summary>RFC 5246; the only one that the classic nucleus speaks with a PKCS#11 key.</summary>
    Tls12,

    /// <summary>RFC 8446.</summary>
    Tls13,
}

/// <summary>How a connection with a token key is made.</summary>
public sealed record TokenTlsOptions
{
    /// <summary>The one version to speak.</summary>
    public TlsVersion Version { get; init; } = TlsVersion.Tls12;

    /// <summary>Application protocols to offer (ALPN, RFC 7301), for example <c>x-amzn-mqtt-ca</c>; none by default.</summary>
    public IReadOnlyList<string> ApplicationProtocols { get; init; } = [];

    /// <summary>The roots that a server's certificate may lead to; null means those that the system trusts.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>The HTTP proxy to connect through, where it has one for the server; null for the straight way.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>
    /// How long connecting and the handshake may take together. A TPM's signature alone takes up to a second.
    /// </summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(30);
}
