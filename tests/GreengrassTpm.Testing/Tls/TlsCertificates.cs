using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Testing;

/// <summary>A root of a test's own that certifies servers on this machine and clients with keys from anywhere.</summary>
public sealed class TlsCertificates : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _from = DateTimeOffset.UtcNow.AddHours(-1);
    private readonly DateTimeOffset _to = DateTimeOffset.UtcNow.AddDays(1);

    /// <summary>Makes a root.</summary>
    public TlsCertificates()
    {
        var request = new CertificateRequest("CN=Test root", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        Root = request.CreateSelfSigned(_from, _to);
    }

    /// <summary>Gets the root's certificate.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Certifies a server of this machine, with a key of its own.</summary>
    /// <param name="name">The DNS name; 127.0.0.1 is certified too unless it is another than localhost.</param>
    /// <returns>The certificate with its key.</returns>
    public X509Certificate2 IssueServer(string name = "localhost")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(Root, _from, _to, SerialNumber());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Certifies a client.</summary>
    /// <param name="publicKey">Its key, which may be on a token.</param>
    /// <returns>The certificate, without a key.</returns>
    public X509Certificate2 IssueClient(PublicKey publicKey)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=device"),
            publicKey,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false)
        );
        return request.Create(
            Root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_key),
            _from,
            _to,
            SerialNumber()
        );
    }

    /// <summary>Forgets the root's key.</summary>
    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }

    private static byte[] SerialNumber() => [0x01, .. RandomNumberGenerator.GetBytes(15)];
}
