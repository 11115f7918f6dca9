using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>The certificate under the active label.</summary>
internal static class ActiveCertificate
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1"; // RFC 8017, appendix C

    /// <summary>Decides on the certificate.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="decide">The decision; the certificate is disposed after it.</param>
    internal static Finding Judge(DeviceFacts facts, Func<X509Certificate2, Finding> decide) =>
        facts.Objects.Judge(_ =>
        {
            if (Find(facts) is not { } found)
            {
                return Finding.Unseen($"There is not exactly one certificate labelled '{facts.Subject.KeyLabel}'.");
            }

            try
            {
                using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(found.Content.Span);
                return decide(certificate);
            }
            catch (CryptographicException error)
            {
                return Finding.Failed(
                    $"The certificate cannot be read: {error.Message}",
                    "Put a certificate for the device's key in its place."
                );
            }
        });

    /// <summary>Whether a certificate is for an RSA key.</summary>
    internal static bool IsRsa(X509Certificate2 certificate) => certificate.PublicKey.Oid.Value == RsaEncryption;

    /// <summary>The one object of the class certificate with the label; null where there is not exactly one.</summary>
    internal static TokenObject? Find(DeviceFacts facts) =>
        facts.Objects.Value?.Contents.WithLabel(TokenObjectClass.Certificate, facts.Subject.KeyLabel).Take(2).ToArray()
            is [var one]
            ? one
            : null;
}
