using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Tests.Pkcs11;

/// <summary>A root, a server certificate and a client key in memory behind the sign delegate.</summary>
internal sealed class TokenTlsFixture : IDisposable
{
    public TokenTlsFixture(string algorithm = "ec-p256", SignOnToken? sign = null)
    {
        Software = new SoftwareTlsKey(algorithm);
        ClientCertificate = Authority.Issue(Software.PublicKey, "CN=device");
        ServerCertificate = Authority.IssueServer();
        Key = OpenSslTokenKey.Create(ClientCertificate, sign ?? Software.Sign);
    }

    public TestAuthority Authority { get; } = TestAuthority.Create();

    public SoftwareTlsKey Software { get; }

    /// <summary>The certificate without its key.</summary>
    public X509Certificate2 ClientCertificate { get; }

    public X509Certificate2 ServerCertificate { get; }

    public OpenSslTokenKey Key { get; }

    /// <summary>Trusts the root, nothing else.</summary>
    public TokenTlsOptions Options(TlsVersion version = TlsVersion.Tls12) =>
        new() { Version = version, TrustedRoots = [Authority.Certificate] };

    public TokenTlsClient Client(TlsVersion version = TlsVersion.Tls12) => new(Key, Options(version));

    /// <summary>A probe that sends one byte, which a <see cref="MutualTlsServer"/> sends back.</summary>
    public MutualTlsProbe Probe(TlsVersion version = TlsVersion.Tls12) =>
        new(Key, Options(version)) { FirstBytes = new byte[] { 7 }, AnswerWithin = TimeSpan.FromSeconds(30) };

    public void Dispose()
    {
        Key.Dispose();
        ServerCertificate.Dispose();
        ClientCertificate.Dispose();
        Software.Dispose();
        Authority.Dispose();
    }
}
