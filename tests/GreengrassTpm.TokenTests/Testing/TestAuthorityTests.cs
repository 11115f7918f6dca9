using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

public sealed class TestAuthorityTests : IDisposable
{
    private readonly TestAuthority authority = TestAuthority.Create();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void A_request_becomes_a_certificate_of_its_key_and_subject()
    {
        using var certificate = authority.Issue(Request());

        OpenSsl.VerifyCertificate(certificate.ExportCertificatePem(), authority.Pem);
        Assert.Equal("CN=thing", certificate.Subject);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal("CN=thing", OpenSsl.VerifyRequest(Request()));
    }

    [Fact]
    public void A_request_that_was_tampered_with_is_refused()
    {
        var request = Request();
        request[^1] ^= 1;

        Assert.Throws<CryptographicException>(() => authority.Issue(request));
        Assert.Throws<ChildFailedException>(() => OpenSsl.VerifyRequest(request));
    }

    [Fact]
    public void A_certificate_of_a_subordinate_leads_to_the_root()
    {
        using var subordinate = authority.CreateSubordinate();
        using var certificate = subordinate.Issue(Request());

        OpenSsl.VerifyCertificate(certificate.ExportCertificatePem(), authority.Pem, subordinate.Pem);
    }

    [Fact]
    public void Certificates_that_are_not_valid_now_are_found_out()
    {
        using var expired = authority.Issue(Request(), CertificateOptions.Expired);
        using var early = authority.Issue(Request(), CertificateOptions.NotYetValid);

        Assert.Contains("expired", Refusal(expired), StringComparison.Ordinal);
        Assert.Contains("not yet valid", Refusal(early), StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_authority_certifies_another_key()
    {
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = authority.Issue(
            Request(),
            new CertificateOptions { OtherKey = new PublicKey(otherKey) }
        );

        Assert.Equal(otherKey.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    public void Dispose()
    {
        authority.Dispose();
        key.Dispose();
    }

    private string Refusal(X509Certificate2 certificate) =>
        Assert
            .Throws<ChildFailedException>(() =>
                OpenSsl.VerifyCertificate(certificate.ExportCertificatePem(), authority.Pem)
            )
            .Message;

    private byte[] Request() =>
        new CertificateRequest("CN=thing", key, HashAlgorithmName.SHA256).CreateSigningRequest();
}
