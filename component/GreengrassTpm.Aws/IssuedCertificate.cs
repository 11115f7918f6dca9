using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>Looks at a certificate that an issuer has answered with: the decision alone.</summary>
internal static class IssuedCertificate
{
    /// <summary>How far the device's clock may be behind the issuer's.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromHours(1);

    /// <summary>Takes the certificate, or says what is wrong with it.</summary>
    /// <param name="pem">The answer: one certificate in PEM.</param>
    /// <param name="id">The id that the issuer gave it; null where it gave none.</param>
    /// <param name="request">The PKCS#10 request, DER.</param>
    /// <param name="now">The device's time.</param>
    /// <exception cref="RotationPortException">It is not what was asked for.</exception>
    public static X509Certificate2 Check(string? pem, string? id, ReadOnlySpan<byte> request, DateTimeOffset now)
    {
        X509Certificate2 certificate = Load(pem, id);
        try
        {
            if (Fault(certificate, id, request, now) is { } fault)
            {
                throw Unusable(fault, id ?? ObjectIdentity.OfCertificate(certificate.RawData).Digest);
            }

            return certificate;
        }
        catch
        {
            certificate.Dispose();
            throw;
        }
    }

    /// <summary>The public key of a request, as SubjectPublicKeyInfo.</summary>
    /// <exception cref="RotationPortException">It is no request.</exception>
    public static byte[] KeyOf(ReadOnlySpan<byte> request)
    {
        try
        {
            return CertificateRequest
                .LoadSigningRequest(
                    request.ToArray(),
                    HashAlgorithmName.SHA256,
                    CertificateRequestLoadOptions.SkipSignatureValidation
                )
                .PublicKey.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException e)
        {
            throw new RotationPortException($"the request is no PKCS#10: {e.Message}", RetryClass.Permanent, null, e)
            {
                IsWithoutEffect = true,
            };
        }
    }

    private static string? Fault(
        X509Certificate2 certificate,
        string? id,
        ReadOnlySpan<byte> request,
        DateTimeOffset now
    )
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
        if (!KeyOf(request).AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
        {
            return "it is for another key than the one of the request";
        }

        if (id is not null && !digest.Equals(id, StringComparison.OrdinalIgnoreCase))
        {
            return $"its id is said to be {PortErrors.Text(id)}, but it is {digest}";
        }

        if (certificate.NotBefore.ToUniversalTime() > now + ClockDifference)
        {
            return $"it is valid from {certificate.NotBefore.ToUniversalTime():u} on only, and the device's clock says {now.UtcDateTime:u}";
        }

        return certificate.NotAfter.ToUniversalTime() <= now
            ? $"it is valid until {certificate.NotAfter.ToUniversalTime():u} only, and the device's clock says {now.UtcDateTime:u}"
            : null;
    }

    private static X509Certificate2 Load(string? pem, string? id)
    {
        try
        {
            PemFields fields = PemEncoding.Find(pem);
            bool isAlone =
                pem.AsSpan(0, fields.Location.Start.Value).IsWhiteSpace()
                && pem.AsSpan(fields.Location.End.Value).IsWhiteSpace();
            if (!isAlone || pem.AsSpan(fields.Label) is not "CERTIFICATE")
            {
                throw Unusable("it is not one certificate in PEM and nothing else", id);
            }

            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(pem![fields.Base64Data]));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or CryptographicException)
        {
            throw Unusable($"it is no certificate in PEM ({PortErrors.Text(e.Message)})", id, e);
        }
    }

    private static RotationPortException Unusable(string fault, string? id, Exception? cause = null) =>
        new(
            $"the issuer's certificate cannot be used: {fault}",
            RetryClass.Permanent,
            "find out who answers in the issuer's place; the certificate has no rights and can be deleted in the cloud",
            cause
        )
        {
            UselessCertificateId = id is null ? null : PortErrors.Text(id),
        };
}
