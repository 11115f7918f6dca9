using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Testing;

/// <summary>A certification authority of a test's own. Its keys never leave the process.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly DateTimeOffset EndOfAwsIotCertificates = new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private TestAuthority(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>Gets the authority's certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Gets the authority's certificate in PEM.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>Makes a root authority.</summary>
    /// <param name="name">Its common name.</param>
    /// <returns>The authority.</returns>
    public static TestAuthority Create(string name = "Test Root CA")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = AuthorityRequest(name, key);
        return new TestAuthority(request.CreateSelfSigned(DefaultNotBefore(), EndOfAwsIotCertificates));
    }

    /// <summary>Makes an authority whose certificate this one has issued.</summary>
    /// <param name="name">Its common name.</param>
    /// <returns>The subordinate authority.</returns>
    public TestAuthority CreateSubordinate(string name = "Test Issuing CA")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Sign(AuthorityRequest(name, key), new CertificateOptions());
        return new TestAuthority(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>Issues a client certificate for a certificate signing request (PKCS#10).</summary>
    /// <param name="request">The request in DER.</param>
    /// <param name="options">What is special about the certificate; null = nothing.</param>
    /// <returns>The certificate, without a private key.</returns>
    /// <exception cref="CryptographicException">
    /// The request is malformed, or was not signed by the key that it is for.
    /// </exception>
    public X509Certificate2 Issue(ReadOnlySpan<byte> request, CertificateOptions? options = null)
    {
        // Verifies the request's own signature.
        var asked = CertificateRequest.LoadSigningRequest(
            request.ToArray(),
            HashAlgorithmName.SHA256,
            signerSignaturePadding: RSASignaturePadding.Pkcs1
        );
        options ??= new CertificateOptions();
        return Issue(options.OtherKey ?? asked.PublicKey, options.Subject ?? asked.SubjectName.Name, options);
    }

    /// <summary>Issues a client certificate for a certificate signing request in PEM.</summary>
    /// <inheritdoc cref="Issue(ReadOnlySpan{byte}, CertificateOptions)"/>
    public X509Certificate2 IssueForPem(string request, CertificateOptions? options = null)
    {
        var field = PemEncoding.Find(request);
        return Issue(Convert.FromBase64String(request[field.Base64Data]), options);
    }

    /// <summary>Issues a client certificate for a public key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="subject">The subject, for example <c>CN=AWS IoT Certificate</c>.</param>
    /// <param name="options">What is special about the certificate; null = nothing.</param>
    /// <returns>The certificate, without a private key.</returns>
    public X509Certificate2 Issue(PublicKey key, string subject, CertificateOptions? options = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        AddLeafExtensions(request, ClientAuthentication);
        return Sign(request, options ?? new CertificateOptions());
    }

    /// <summary>Issues a server certificate with a new key.</summary>
    /// <param name="names">Its names and IP addresses; none = localhost, 127.0.0.1 and ::1.</param>
    /// <returns>The certificate with its private key.</returns>
    public X509Certificate2 IssueServer(params IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subjects = names.Count > 0 ? names : ["localhost", "127.0.0.1", "::1"];
        var request = new CertificateRequest($"CN={subjects[0]}", key, HashAlgorithmName.SHA256);
        AddLeafExtensions(request, ServerAuthentication);
        request.CertificateExtensions.Add(AlternativeNames(subjects));
        using var certificate = Sign(request, new CertificateOptions());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Writes the authority's certificate to a PEM file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The same path.</returns>
    public string WritePem(string path)
    {
        File.WriteAllText(path, Pem);
        return path;
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => Certificate.Dispose();

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        AddKeyIdentifier(request);
        return request;
    }

    private static void AddLeafExtensions(CertificateRequest request, string purpose)
    {
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        AddKeyIdentifier(request);
    }

    private static void AddKeyIdentifier(CertificateRequest request) =>
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

    private static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }

    private static DateTimeOffset DefaultNotBefore() => DateTimeOffset.UtcNow.AddMinutes(-5);

    private X509Certificate2 Sign(CertificateRequest request, CertificateOptions options)
    {
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                Certificate,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        using var key = Certificate.GetECDsaPrivateKey()!;
        return request.Create(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            options.NotBefore ?? DefaultNotBefore(),
            options.NotAfter ?? EndOfAwsIotCertificates,
            SerialNumber()
        );
    }

    private static byte[] SerialNumber()
    {
        // RFC 5280, 4.1.2.2: a positive integer of up to 20 octets.
        var serial = RandomNumberGenerator.GetBytes(20);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
