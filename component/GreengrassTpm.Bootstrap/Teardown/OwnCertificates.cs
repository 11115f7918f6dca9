using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>Which certificates of AWS IoT are this device's, by what it remembers.</summary>
internal static class OwnCertificates
{
    /// <summary>The ids that are known: of provisioning, of each rotation, and of what is on the token.</summary>
    /// <param name="record">What provisioning has done.</param>
    /// <param name="rotations">What rotations have done since.</param>
    /// <param name="onToken">Our objects on the token.</param>
    /// <param name="adoptedToo">Whether a certificate that was adopted counts as ours.</param>
    internal static IReadOnlyList<string> Ids(
        ProvisioningRecord record,
        IEnumerable<Rotation> rotations,
        IEnumerable<TokenObject> onToken,
        bool adoptedToo = false
    ) =>
        [
            .. (
                record.IsAdopted && !adoptedToo
                    ? (string?[])[]
                    : [record.Cloud?.CertificateId, record.Certificate?.Digest]
            )
                .OfType<string>()
                .Concat(rotations.Select(rotation => rotation.CertificatePem).OfType<string>().Select(IdOf))
                .Concat(
                    onToken
                        .Where(item => item.Class == TokenObjectClass.Certificate)
                        .Select(item => item.Identity.Digest)
                )
                .Distinct(),
        ];

    /// <summary>
    /// The keys for which a certificate may have been made that nobody knows of, because the answer was lost: SHA-256 of their
    /// SubjectPublicKeyInfo, in lower-case hexadecimal.
    /// </summary>
    internal static IReadOnlyList<string> KeysInDoubt(ProvisioningRecord record, IEnumerable<Rotation> rotations) =>
        [
            .. (
                record is { Cloud: { Request: { IsSettled: false, Sent: int sent }, CertificateId: var known } }
                && sent > (known is null ? 0 : 1)
                    ? (string?[])[record.Key?.Digest]
                    : []
            )
                .Concat(rotations.Where(rotation => rotation.RequestsInDoubt > 0).Select(StagedKey))
                .OfType<string>()
                .Distinct(),
        ];

    private static string? StagedKey(Rotation rotation) =>
        rotation
            .Objects.FirstOrDefault(item => item is { Role: RotationRole.Staged, Class: TokenObjectClass.PublicKey })
            ?.Digest;

    private static string IdOf(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
    }
}
