using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>What is seen of one connection while it is made.</summary>
/// <param name="signing">What the connection has asked of the token.</param>
internal sealed class MutualTlsObservation(SigningWatch signing)
{
    private TlsCipherSuite? _cipherSuite;
    private string? _applicationProtocol;
    private string? _serverSubject;

    /// <summary>What the connection has asked of the token.</summary>
    public SigningWatch Signing => signing;

    /// <summary>What is wrong with the server's certificate.</summary>
    public SslPolicyErrors ServerErrors { get; private set; }

    /// <summary>In words, what is wrong with the chain of the server's certificate.</summary>
    public string ChainStatus { get; private set; } = "";

    /// <summary>A <see cref="RemoteCertificateValidationCallback"/> that leaves .NET's verdict as it is.</summary>
    public bool CheckServer(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _serverSubject = certificate?.Subject;
        ServerErrors = errors;
        ChainStatus = chain is null
            ? "no certificate was sent."
            : string.Join(' ', chain.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct());
        return errors == SslPolicyErrors.None;
    }

    /// <summary>The handshake is done.</summary>
    public void Connected(SslStream stream)
    {
        string protocol = stream.NegotiatedApplicationProtocol.ToString();
        _applicationProtocol = protocol.Length > 0 ? protocol : null;
        _cipherSuite = stream.NegotiatedCipherSuite;
    }

    /// <summary>The result, for a verdict.</summary>
    public MutualTlsResult Report((MutualTlsVerdict Verdict, string Detail) outcome, TlsVersion version) =>
        new(outcome.Verdict, outcome.Detail)
        {
            Version = version,
            CipherSuite = _cipherSuite,
            ApplicationProtocol = _applicationProtocol,
            ServerSubject = _serverSubject,
            Signatures = signing.Signatures,
        };
}
