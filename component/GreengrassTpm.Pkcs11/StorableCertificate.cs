using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>A certificate that has been looked at before it is stored.</summary>
internal sealed class StorableCertificate
{
    private const int MaximumLength = 16 * 1024;
    private const ulong X509 = 0; // CKC_X_509

    private readonly ReadOnlyMemory<byte> _der;
    private readonly byte[] _subject;
    private readonly byte[] _issuer;
    private readonly byte[] _serialNumber;
    private readonly string _keyDigest;

    private StorableCertificate(ReadOnlyMemory<byte> der, X509Certificate2 certificate)
    {
        _der = der;
        _subject = certificate.SubjectName.RawData;
        _issuer = certificate.IssuerName.RawData;
        _serialNumber = DerInteger(certificate.SerialNumberBytes.Span);
        _keyDigest = ObjectIdentity.OfPublicKey(certificate.PublicKey.ExportSubjectPublicKeyInfo()).Digest;
        Identity = ObjectIdentity.OfCertificate(der.Span);
    }

    /// <summary>Its identity.</summary>
    public ObjectIdentity Identity { get; }

    /// <summary>Looks at it.</summary>
    /// <exception cref="CertificateUnusableException">It is not one certificate in DER of a sensible size.</exception>
    public static StorableCertificate Parse(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaximumLength)
        {
            throw new CertificateUnusableException($"it has {der.Length} bytes; at most {MaximumLength} are accepted.");
        }

        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return certificate.RawDataMemory.Span.SequenceEqual(der.Span)
                ? new StorableCertificate(der, certificate)
                : throw new CertificateUnusableException("it is not one certificate in DER and nothing else.");
        }
        catch (CryptographicException error)
        {
            throw new CertificateUnusableException($"it is not an X.509 certificate in DER ({error.Message}).", error);
        }
    }

    /// <summary>Makes sure that the token holds the certificate's key, and that the id is not another key's.</summary>
    /// <exception cref="CertificateUnusableException">It does not, or it is.</exception>
    public void RequireKey(TokenContents contents, ReadOnlyMemory<byte> id)
    {
        if (contents.Find(new ObjectIdentity(TokenObjectClass.PrivateKey, _keyDigest)) is null)
        {
            throw new CertificateUnusableException(
                $"it is for the key {_keyDigest[..16]}…, which this token does not hold."
            );
        }

        TokenObject? other = contents
            .WithId(id)
            .FirstOrDefault(one => one.Class == TokenObjectClass.PrivateKey && one.Identity.Digest != _keyDigest);
        if (other is not null)
        {
            throw new CertificateUnusableException(
                $"it is for the key {_keyDigest[..16]}…, but the id {other.IdHex} belongs to the {other.Identity}."
            );
        }
    }

    /// <summary>What C_CreateObject is asked for. SunPKCS11 and others read subject, issuer and serial number from the token.</summary>
    public AttributeTemplate ToTemplate(string label, ReadOnlySpan<byte> id) =>
        new AttributeTemplate()
            .Add(CKA.CKA_CLASS, (ulong)CKO.CKO_CERTIFICATE)
            .Add(CKA.CKA_CERTIFICATE_TYPE, X509)
            .Add(CKA.CKA_TOKEN, true)
            .Add(CKA.CKA_PRIVATE, false)
            .Add(CKA.CKA_LABEL, label)
            .Add(CKA.CKA_ID, id)
            .Add(CKA.CKA_SUBJECT, _subject)
            .Add(CKA.CKA_ISSUER, _issuer)
            .Add(CKA.CKA_SERIAL_NUMBER, _serialNumber)
            .Add(CKA.CKA_VALUE, _der.Span);

    private static byte[] DerInteger(ReadOnlySpan<byte> bigEndian)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        writer.WriteInteger(bigEndian);
        return writer.Encode();
    }
}
