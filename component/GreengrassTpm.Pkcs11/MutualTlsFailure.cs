using System.Net.Security;
using System.Net.Sockets;

namespace GreengrassTpm.Pkcs11;

/// <summary>Why a connection with a token key failed: the decision alone.</summary>
internal static class MutualTlsFailure
{
    /// <summary>Whose fault it is, in one word and one sentence.</summary>
    /// <param name="server">The server as host:port.</param>
    /// <param name="error">The error that ended the connection.</param>
    /// <param name="seen">What was seen of it before.</param>
    public static (MutualTlsVerdict Verdict, string Detail) Explain(
        string server,
        Exception error,
        MutualTlsObservation seen
    )
    {
        TlsAlert? alert = TlsAlert.Behind(error);
        if (seen.Signing.Error is { } refusal)
        {
            return (
                MutualTlsVerdict.SigningFailed,
                $"The token did not sign the handshake with {server}: {refusal.Message}"
            );
        }

        if (seen.ServerErrors != SslPolicyErrors.None)
        {
            return seen.ServerErrors == SslPolicyErrors.RemoteCertificateNameMismatch
                ? (MutualTlsVerdict.NameMismatch, $"The certificate of {server} is for another name.")
                : (MutualTlsVerdict.UntrustedChain, $"The certificate of {server} is not trusted: {seen.ChainStatus}");
        }

        // Once the token has signed, the server has our certificate: what ends the connection then is its answer.
        return (error, Signed: seen.Signing.Signatures > 0) switch
        {
            (_, true) when alert is not null => (
                MutualTlsVerdict.ClientCertificateRefused,
                $"{server} refused the client certificate: {alert.Name} (TLS alert {alert.Description})."
            ),
            (IOException or SocketException, true) => (
                MutualTlsVerdict.ClosedAfterClientCertificate,
                $"{server} ended the connection after the client certificate, without a reason: {error.Message}"
            ),
            (IOException or SocketException or TimeoutException, _) when alert is null => (
                MutualTlsVerdict.NetworkFailure,
                $"The connection to {server} failed: {error.Message}"
            ),
            _ => (
                MutualTlsVerdict.HandshakeFailed,
                $"The TLS handshake with {server} failed: {alert?.Name ?? error.GetBaseException().Message}"
            ),
        };
    }
}
