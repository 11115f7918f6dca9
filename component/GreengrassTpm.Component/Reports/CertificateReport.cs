using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>A certificate.</summary>
/// <param name="Id">Its AWS IoT id: SHA-256 of its DER, in lower-case hexadecimal.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="NotBefore">From when it is valid.</param>
/// <param name="NotAfter">Until when it is valid.</param>
public sealed record CertificateReport(string Id, string Subject, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    internal static CertificateReport Of(X509Certificate2 certificate) =>
        new(
            ObjectIdentity.OfCertificate(certificate.RawData).Digest,
            certificate.Subject,
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime()
        );
}
