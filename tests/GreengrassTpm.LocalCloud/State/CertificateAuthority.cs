using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.LocalCloud;

/// <summary>The CA of the local cloud: signs device certificates for signing requests, and its own servers' certificates.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    /// <summary>End of the validity of every certificate that AWS IoT issues.</summary>
    public static readonly DateTimeOffset DeviceNotAfter = new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private static readonly HashSet<string> AllowedCurves =
    [
        ECCurve.NamedCurves.nistP256.Oid.Value!,
        ECCurve.NamedCurves.nistP384.Oid.Value!,
        ECCurve.NamedCurves.nistP521.Oid.Value!,
    ];

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TimeProvider _time;

    public CertificateAuthority(TimeProvider time)
    {
        _time = time;
        var request = new CertificateRequest("CN=Local Cloud Root CA", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DeviceNotAfter.AddYears(2));
    }

    /// <summary>The CA's own certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Signs a device's key.</summary>
    /// <param name="pem">PKCS#10 request in PEM.</param>
    /// <exception cref="ServiceError">Not a request, its signature does not verify, or its key is not allowed.</exception>
    public X509Certificate2 IssueForCsr(string pem)
    {
        var request = LoadCsr(pem);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        return Sign(request, DeviceNotAfter);
    }

    /// <summary>A request for a key that nobody keeps.</summary>
    public static string NewCsr()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=another", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
    }

    /// <summary>Makes the certificate of a server on this machine, with its key.</summary>
    public X509Certificate2 IssueForLocalServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = Sign(request, DeviceNotAfter);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest LoadCsr(string pem)
    {
        CertificateRequest request;
        try
        {
            // Verifies the request's own signature: proof that the caller has the private key.
            request = CertificateRequest.LoadSigningRequestPem(
                pem,
                HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.Default,
                RSASignaturePadding.Pkcs1
            );
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw ServiceError.InvalidRequest($"The CSR is not valid: {exception.Message}");
        }
        return IsAllowed(request.PublicKey)
            ? request
            : throw ServiceError.InvalidRequest(
                "The key of the CSR must be RSA of 2048 bits or more, or EC P-256, P-384 or P-521"
            );
    }

    private static bool IsAllowed(PublicKey key)
    {
        using var rsa = key.GetRSAPublicKey();
        using var ecdsa = key.GetECDsaPublicKey();
        return rsa?.KeySize >= 2048
            || (ecdsa?.ExportParameters(false).Curve.Oid.Value is { } curve && AllowedCurves.Contains(curve));
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset notAfter)
    {
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.Create(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_key),
            _time.GetUtcNow().AddMinutes(-2),
            notAfter,
            RandomNumberGenerator.GetBytes(16)
        );
    }
}
