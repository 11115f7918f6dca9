using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

public sealed class CertificateFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void One_certificate_in_PEM_is_read()
    {
        using X509Certificate2 certificate = Issue();

        using X509Certificate2 read = CertificateFile.Read(Write(certificate.ExportCertificatePem()));

        Assert.Equal(certificate.RawData, read.RawData);
    }

    [Fact]
    public void Text_around_the_certificate_is_no_harm()
    {
        using X509Certificate2 certificate = Issue();

        using X509Certificate2 read = CertificateFile.Read(
            Write($"subject=CN = x\n{certificate.ExportCertificatePem()}\n\n")
        );

        Assert.Equal(certificate.RawData, read.RawData);
    }

    [Fact]
    public void A_missing_file_is_named() => Refused(_folder.File("none.pem"), "none.pem does not exist");

    [Fact]
    public void An_empty_file_is_said_to_be_empty() => Refused(Write(""), "is empty");

    [Fact]
    public void A_megabyte_of_garbage_is_refused_by_its_size()
    {
        Refused(Write(RandomNumberGenerator.GetBytes(1 << 20)), "is larger than 65536 bytes");
    }

    [Fact]
    public void Text_that_is_no_PEM_is_told_apart() => Refused(Write("hello"), "is not a PEM file");

    [Fact]
    public void Bytes_that_only_begin_like_DER_are_no_certificate() =>
        Refused(Write([0x30, 0x82, 0x01, 0x02, 0x03]), "is not a PEM file");

    [Fact]
    public void DER_is_recognised_and_the_conversion_told()
    {
        using X509Certificate2 certificate = Issue();

        CommandException error = Refused(Write(certificate.RawData), "is a certificate in DER form");

        Assert.Contains("openssl x509 -inform der", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_is_told_apart_with_its_length()
    {
        using X509Certificate2 certificate = Issue();
        string pem = certificate.ExportCertificatePem();

        _ = Refused(Write($"{pem}\n{pem}\n"), "holds 2 certificates; exactly one is wanted");
    }

    [Fact]
    public void The_request_itself_is_told_apart()
    {
        string request = new CertificateRequest("CN=x", _key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

        _ = Refused(Write(request), "holds a certificate request, not a certificate");
    }

    [Fact]
    public void A_private_key_in_the_file_is_not_overlooked()
    {
        using X509Certificate2 certificate = Issue();

        _ = Refused(
            Write($"{certificate.ExportCertificatePem()}\n{_key.ExportPkcs8PrivateKeyPem()}"),
            "holds a private key"
        );
    }

    [Fact]
    public void A_damaged_certificate_is_told_apart() =>
        Refused(
            Write("-----BEGIN CERTIFICATE-----\nAAECAwQF\n-----END CERTIFICATE-----\n"),
            "the CERTIFICATE block in"
        );

    [Fact]
    public void A_valid_certificate_of_this_key_is_accepted()
    {
        using X509Certificate2 certificate = Issue();

        CertificateFile.Check(certificate, "c.pem", Digest, Now);
    }

    [Fact]
    public void A_certificate_of_another_key_is_refused()
    {
        using X509Certificate2 certificate = Issue();

        Unfit(certificate, new string('a', 64), Now, "the certificate in c.pem is for another key");
    }

    [Fact]
    public void An_expired_certificate_is_refused_with_both_times()
    {
        using X509Certificate2 certificate = Issue();

        Unfit(
            certificate,
            Digest,
            Now.AddDays(31),
            "the certificate in c.pem expired at 2026-12-23 12:00:00Z; the device's clock says 2026-12-24 12:00:00Z"
        );
    }

    [Fact]
    public void A_certificate_that_is_not_valid_yet_is_refused_and_the_clock_suspected()
    {
        using X509Certificate2 certificate = Issue();

        Unfit(certificate, Digest, DateTimeOffset.UnixEpoch, "is valid from 2026-11-22 12:00:00Z only");
    }

    private static void Unfit(X509Certificate2 certificate, string digest, DateTimeOffset now, string message)
    {
        CommandException error = Assert.Throws<CommandException>(() =>
            CertificateFile.Check(certificate, "c.pem", digest, now)
        );
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static CommandException Refused(string path, string message)
    {
        CommandException error = Assert.Throws<CommandException>(() => CertificateFile.Read(path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Configuration, error.ExitCode);
        return error;
    }

    private X509Certificate2 Issue() =>
        new CertificateRequest("CN=gateway-7", _key, HashAlgorithmName.SHA256).CreateSelfSigned(
            Now.AddDays(-1),
            Now.AddDays(30)
        );

    private string Write(string content) => Write(System.Text.Encoding.UTF8.GetBytes(content));

    private string Write(byte[] content)
    {
        File.WriteAllBytes(_folder.File("c.pem"), content);
        return _folder.File("c.pem");
    }
}
