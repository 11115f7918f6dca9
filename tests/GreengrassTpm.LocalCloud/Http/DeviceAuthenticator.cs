using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// Mutual TLS of the cloud's servers. A certificate that the registry does not know is refused in the handshake; whether a
/// known one is active is each service's question.
/// </summary>
internal sealed class DeviceAuthenticator(CloudServices cloud) : IDisposable
{
    /// <summary>Certificate of the servers, with its key.</summary>
    public X509Certificate2 ServerCertificate { get; } = cloud.Authority.IssueForLocalServer();

    /// <summary>Id of a certificate: SHA-256 of its DER form.</summary>
    public static string IdOf(X509Certificate certificate) => SigV4.Hash(certificate.GetRawCertData());

    /// <summary>Whether the registry knows a certificate. Its owner has proved the key by the handshake.</summary>
    public bool IsKnown(X509Certificate? certificate) =>
        certificate is not null && cloud.State.Use(registry => registry.Certificates.ContainsKey(IdOf(certificate)));

    /// <inheritdoc/>
    public void Dispose() => ServerCertificate.Dispose();
}
