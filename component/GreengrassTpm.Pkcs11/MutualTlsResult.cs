using System.Net.Security;

namespace GreengrassTpm.Pkcs11;

/// <summary>How a mutual TLS probe ended.</summary>
public enum MutualTlsVerdict
{
    /// <summary>The token signed, and the server took the certificate.</summary>
    Accepted,

    /// <summary>The connection stands, but the server never asked for a client certificate: nothing is proved.</summary>
    ClientCertificateNotRequested,

    /// <summary>The server could not be reached, or was silent for too long.</summary>
    NetworkFailure,

    /// <summary>The server's certificate is for another name.</summary>
    NameMismatch,

    /// <summary>The server's certificate does not lead to a trusted root, or is not valid now.</summary>
    UntrustedChain,

    /// <summary>The server answered the client's certificate and signature with an alert.</summary>
    ClientCertificateRefused,

    /// <summary>
    /// The server closed the connection after the client's certificate without an alert: most likely a refusal, but a
    /// fault of the network looks the same.
    /// </summary>
    ClosedAfterClientCertificate,

    /// <summary>The token did not sign.</summary>
    SigningFailed,

    /// <summary>The handshake failed for another reason: no common version, cipher or application protocol, for example.</summary>
    HandshakeFailed,
}

/// <summary>What a mutual TLS probe found.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Detail">One sentence for the person who must act.</param>
public sealed record MutualTlsResult(MutualTlsVerdict Verdict, string Detail)
{
    /// <summary>The version that was proved, or that was tried.</summary>
    public required TlsVersion Version { get; init; }

    /// <summary>The cipher suite, when the handshake got that far.</summary>
    public TlsCipherSuite? CipherSuite { get; init; }

    /// <summary>The application protocol that the server chose, if any.</summary>
    public string? ApplicationProtocol { get; init; }

    /// <summary>The subject of the server's certificate, when it was seen.</summary>
    public string? ServerSubject { get; init; }

    /// <summary>How often the token signed: 1 in a handshake that asks for a client certificate.</summary>
    public int Signatures { get; init; }

    /// <summary>The first bytes that the server has sent, as many as were asked for at the most; empty where none came.</summary>
    public ReadOnlyMemory<byte> Answer { get; init; }

    /// <summary>
    /// Whether the server has sent data. If not, a TLS 1.3 server that refuses late would not have been noticed.
    /// </summary>
    public bool ServerAnswered => !Answer.IsEmpty;

    /// <summary>The server's alert (RFC 8446, 6), when it sent one.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>The error behind a failure.</summary>
    public Exception? Error { get; init; }
}
