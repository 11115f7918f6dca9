using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The credential that a rotation has put in the place of the one that provisioning has made.</summary>
/// <param name="CertificateId">SHA-256 of the certificate's DER in lower-case hexadecimal: its AWS IoT certificate id.</param>
/// <param name="KeyDigest">SHA-256 of the key's SubjectPublicKeyInfo in lower-case hexadecimal.</param>
internal sealed record RotatedCredential(string CertificateId, string KeyDigest)
{
    /// <summary>That of the latest rotation which has switched, and was not rolled back; null if there is none.</summary>
    /// <param name="rotations">The journal's rotations, in the order in which they began.</param>
    internal static RotatedCredential? Latest(IEnumerable<Rotation> rotations) =>
        rotations.LastOrDefault(rotation => IsInPlace(rotation.State))?.CertificatePem is string pem ? Of(pem) : null;

    private static bool IsInPlace(RotationState state) =>
        state is RotationState.Switched or RotationState.Confirmed or RotationState.Retiring or RotationState.Retired;

    private static RotatedCredential Of(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return new RotatedCredential(
            ObjectIdentity.OfCertificate(certificate.RawData).Digest,
            ObjectIdentity.OfPublicKey(certificate.PublicKey.ExportSubjectPublicKeyInfo()).Digest
        );
    }
}
