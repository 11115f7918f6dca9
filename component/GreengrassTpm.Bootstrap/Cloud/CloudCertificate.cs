using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Bootstrap;

/// <summary>A certificate of AWS IoT's registry.</summary>
/// <param name="Id">SHA-256 of its DER, in lower-case hexadecimal.</param>
/// <param name="Arn">Its ARN, by which it is attached.</param>
/// <param name="Pem">The certificate.</param>
/// <param name="Status">ACTIVE, INACTIVE, REVOKED, …</param>
internal sealed record CloudCertificate(string Id, string Arn, string Pem, string Status)
{
    /// <summary>Whether clients may connect with it.</summary>
    internal bool IsActive => Status == "ACTIVE";

    /// <summary>Whether it is as it was created, and can do nothing.</summary>
    internal bool IsInactive => Status == "INACTIVE";

    /// <summary>The certificate, decoded.</summary>
    internal X509Certificate2 Decode() => X509Certificate2.CreateFromPem(Pem);

    /// <summary>SHA-256 of its SubjectPublicKeyInfo, in lower-case hexadecimal.</summary>
    internal string PublicKeyDigest()
    {
        using X509Certificate2 certificate = Decode();
        return Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }
}
