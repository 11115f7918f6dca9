using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class IssuedCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private byte[] Request =>
        new CertificateRequest("CN=device", _key, HashAlgorithmName.SHA256).CreateSigningRequest();

    [Theory]
    [InlineData("", "")]
    [InlineData("\n", "\n\n")]
    public void One_certificate_of_the_requests_key_that_is_valid_now_is_taken(string before, string after)
    {
        using X509Certificate2 issued = Issue(_key);

        using X509Certificate2 taken = IssuedCertificate.Check(
            before + issued.ExportCertificatePem() + after,
            IdOf(issued).ToUpperInvariant(),
            Request,
            Now
        );

        Assert.Equal(issued.RawData, taken.RawData);
    }

    [Fact]
    public void One_for_another_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 issued = Issue(other);

        AssertRefused("another key", issued.ExportCertificatePem(), IdOf(issued), IdOf(issued));
        AssertRefused("another key", issued.ExportCertificatePem(), id: null, IdOf(issued));
    }

    [Fact]
    public void One_under_another_id_is_refused()
    {
        using X509Certificate2 issued = Issue(_key);

        AssertRefused("its id", issued.ExportCertificatePem(), new string('0', 64), new string('0', 64));
    }

    [Theory]
    [InlineData(2, 24, "valid from")]
    [InlineData(-48, -1, "valid until")]
    [InlineData(-48, 0, "valid until")]
    public void One_that_is_not_valid_by_the_devices_clock_is_refused(int from, int until, string words)
    {
        using X509Certificate2 issued = Issue(_key, from, until);

        AssertRefused(words, issued.ExportCertificatePem(), IdOf(issued), IdOf(issued));
    }

    [Fact]
    public void A_clock_that_is_a_little_behind_is_no_fault()
    {
        using X509Certificate2 issued = Issue(_key, from: 1);

        IssuedCertificate.Check(issued.ExportCertificatePem(), IdOf(issued), Request, Now).Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void What_is_no_certificate_is_refused(string? pem) => AssertRefused("certificate in PEM", pem, null, null);

    [Fact]
    public void A_chain_is_refused()
    {
        using X509Certificate2 issued = Issue(_key);
        string pem = issued.ExportCertificatePem();

        AssertRefused("not one certificate", pem + "\n" + pem, IdOf(issued), IdOf(issued));
    }

    public void Dispose() => _key.Dispose();

    private void AssertRefused(string words, string? pem, string? id, string? useless)
    {
        var error = Assert.Throws<RotationPortException>(() => IssuedCertificate.Check(pem, id, Request, Now));
        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(useless, error.UselessCertificateId);
        Assert.False(error.IsWithoutEffect);
    }

    private static string IdOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    /// <summary>A certificate whose validity is given in hours from now.</summary>
    private static X509Certificate2 Issue(ECDsa key, int from = -1, int until = 24)
    {
        using var authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).Create(
            new X500DistinguishedName("CN=authority"),
            X509SignatureGenerator.CreateForECDsa(authority),
            Now.AddHours(from),
            Now.AddHours(until),
            [1]
        );
    }
}
