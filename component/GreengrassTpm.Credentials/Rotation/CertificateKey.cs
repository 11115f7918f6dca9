using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>What ties a certificate to its key.</summary>
internal static class CertificateKey
{
    private const string CommonName = "2.5.4.3";

    /// <summary>The digest of the key that a certificate was issued for, as keys on a token are recognised by.</summary>
    public static string DigestOf(ReadOnlySpan<byte> der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return DigestOf(certificate);
    }

    /// <inheritdoc cref="DigestOf(ReadOnlySpan{byte})"/>
    public static string DigestOf(X509Certificate2 certificate) =>
        ObjectIdentity.OfPublicKey(certificate.PublicKey.ExportSubjectPublicKeyInfo()).Digest;

    /// <summary>The subject that a certificate's successor asks for: its common name, or all of it where it has none.</summary>
    public static X500DistinguishedName SubjectOf(ReadOnlySpan<byte> der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        var name = certificate
            .SubjectName.EnumerateRelativeDistinguishedNames()
            .FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
            ?.GetSingleElementValue();
        if (string.IsNullOrEmpty(name))
        {
            return certificate.SubjectName;
        }

        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        return subject.Build();
    }
}
