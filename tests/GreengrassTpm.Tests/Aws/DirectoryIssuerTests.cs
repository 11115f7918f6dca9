using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class DirectoryIssuerTests : IDisposable
{
    private static readonly CredentialReference Active = new("greenkey", new string('0', 64));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("issuer-");
    private readonly TestAuthority _authority = TestAuthority.Create();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private byte[] Request =>
        new CertificateRequest("CN=device", _key, HashAlgorithmName.SHA256).CreateSigningRequest();

    private string Name =>
        Path.Combine(_folder.FullName, Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo())));

    [Fact]
    public async Task A_certificate_that_is_put_there_is_taken()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        Task<X509Certificate2> issuing = IssueAsync(time, patience: TimeSpan.FromHours(1));
        using X509Certificate2 signed = _authority.Issue(new PublicKey(_key), "CN=device");

        await File.WriteAllTextAsync(Name + ".pem", signed.ExportCertificatePem());
        while (!issuing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        using X509Certificate2 issued = await issuing;
        Assert.Equal(signed.RawData, issued.RawData);
        Assert.StartsWith(
            "-----BEGIN CERTIFICATE REQUEST-----",
            await File.ReadAllTextAsync(Name + ".csr"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Until_it_comes_it_may_be_asked_for_again()
    {
        var error = await Assert.ThrowsAsync<RotationPortException>(() =>
            IssueAsync(TimeProvider.System, TimeSpan.Zero)
        );

        Assert.Equal(RetryClass.Retryable, error.Retry);
        Assert.Contains(Name + ".pem", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_lies_there_is_not_made_again_however_often_it_is_asked_for()
    {
        var first = await Assert.ThrowsAsync<RotationPortException>(() =>
            IssueAsync(TimeProvider.System, TimeSpan.Zero)
        );
        byte[] request = await File.ReadAllBytesAsync(Name + ".csr");

        var second = await Assert.ThrowsAsync<RotationPortException>(() =>
            IssueAsync(TimeProvider.System, TimeSpan.Zero)
        );

        Assert.Equal(request, await File.ReadAllBytesAsync(Name + ".csr"));
        Assert.Equal((false, true), (first.IsWithoutEffect, second.IsWithoutEffect));
    }

    [Fact]
    public async Task Where_the_certificate_has_come_already_nothing_is_asked_for()
    {
        using X509Certificate2 signed = _authority.Issue(new PublicKey(_key), "CN=device");
        await File.WriteAllTextAsync(Name + ".pem", signed.ExportCertificatePem());

        using X509Certificate2 issued = await IssueAsync(TimeProvider.System, TimeSpan.Zero);

        Assert.Equal(signed.RawData, issued.RawData);
        Assert.False(File.Exists(Name + ".csr"));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        _folder.Delete();

        var error = await Assert.ThrowsAsync<RotationPortException>(() =>
            IssueAsync(TimeProvider.System, TimeSpan.Zero)
        );
        _folder.Create();

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains(_folder.FullName, error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _authority.Dispose();
        _key.Dispose();
    }

    private Task<X509Certificate2> IssueAsync(TimeProvider time, TimeSpan patience) =>
        new DirectoryIssuer(_folder.FullName, patience, TimeSpan.FromSeconds(1), time).IssueAsync(
            Request,
            Active,
            CancellationToken.None
        );
}
