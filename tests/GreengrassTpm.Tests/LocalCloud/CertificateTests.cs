using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class CertificateTests : LocalCloudTest, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task A_certificate_carries_the_key_of_the_signing_request()
    {
        using var certificate = X509Certificate2.CreateFromPem((await IssueAsync()).CertificatePem);

        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task The_id_is_the_hash_of_the_certificate()
    {
        var issued = await IssueAsync();

        using var certificate = X509Certificate2.CreateFromPem(issued.CertificatePem);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), issued.CertificateId);
        Assert.Equal(Cloud.Account.CertificateArn(issued.CertificateId), issued.CertificateArn);
    }

    [Fact]
    public async Task A_certificate_is_signed_by_the_CA_and_ends_with_the_year_2049()
    {
        using var certificate = X509Certificate2.CreateFromPem((await IssueAsync()).CertificatePem);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Cloud.CaCertificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        Assert.True(chain.Build(certificate));
        Assert.Equal(new DateTime(2049, 12, 31, 23, 59, 59), certificate.NotAfter.ToUniversalTime());
    }

    [Fact]
    public async Task The_same_request_again_makes_another_certificate()
    {
        var first = await IssueAsync();
        var second = await IssueAsync();

        Assert.NotEqual(first.CertificateId, second.CertificateId);
    }

    [Fact]
    public async Task A_certificate_is_inactive_unless_asked_for()
    {
        var issued = await Client.CreateCertificateFromCsrAsync(TestDevice.Csr(_key));

        Assert.Equal(CertificateStatus.INACTIVE, (await DescribeAsync(issued.CertificateId)).Status);
    }

    [Fact]
    public async Task A_description_has_the_certificate_its_status_and_validity()
    {
        var issued = await IssueAsync();

        var description = await DescribeAsync(issued.CertificateId);

        Assert.Equal(issued.CertificatePem, description.CertificatePem);
        Assert.Equal(CertificateStatus.ACTIVE, description.Status);
        Assert.Equal(CertificateMode.DEFAULT, description.CertificateMode);
        Assert.Equal(2049, description.Validity.NotAfter!.Value.Year);
        Assert.Equal(DateTimeKind.Utc, description.CreationDate!.Value.Kind);
    }

    [Fact]
    public async Task A_request_whose_signature_does_not_verify_is_refused()
    {
        var request = new CertificateRequest("CN=device", _key, HashAlgorithmName.SHA256);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = PemEncoding.WriteString(
            "CERTIFICATE REQUEST",
            request.CreateSigningRequest(X509SignatureGenerator.CreateForECDsa(stranger))
        );

        await Assert.ThrowsAsync<InvalidRequestException>(() => Client.CreateCertificateFromCsrAsync(forged));
    }

    [Theory]
    [InlineData(1024, false)]
    [InlineData(2048, true)]
    public async Task An_RSA_key_must_have_2048_bits(int bits, bool accepted)
    {
        using var rsa = RSA.Create(bits);
        var request = new CertificateRequest("CN=device", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        var error = await Record.ExceptionAsync(() =>
            Client.CreateCertificateFromCsrAsync(request.CreateSigningRequestPem())
        );

        Assert.Equal(accepted, error is null);
        Assert.True(accepted || error is InvalidRequestException);
    }

    [Fact]
    public async Task Certificates_are_listed_newest_first_over_all_pages()
    {
        var issued = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            issued.Insert(0, (await IssueAsync()).CertificateId);
        }

        var pages = Client.Paginators.ListCertificates(new ListCertificatesRequest { PageSize = 2 });
        var listed = new List<string>();
        await foreach (var certificate in pages.Certificates)
        {
            listed.Add(certificate.CertificateId);
        }

        Assert.Equal(issued, listed);
    }

    [Fact]
    public async Task Ascending_order_lists_the_oldest_first()
    {
        var oldest = await IssueAsync();
        await IssueAsync();

        var page = await Client.ListCertificatesAsync(new ListCertificatesRequest { AscendingOrder = true });

        Assert.Equal(oldest.CertificateId, page.Certificates[0].CertificateId);
    }

    [Fact]
    public async Task A_status_that_the_service_sets_itself_is_refused()
    {
        var issued = await IssueAsync();

        await Assert.ThrowsAsync<InvalidRequestException>(() =>
            Client.UpdateCertificateAsync(issued.CertificateId, CertificateStatus.PENDING_TRANSFER)
        );
    }

    [Fact]
    public async Task An_active_certificate_cannot_be_deleted()
    {
        var issued = await IssueAsync();

        await Assert.ThrowsAsync<CertificateStateException>(() => Client.DeleteCertificateAsync(issued.CertificateId));
    }

    [Fact]
    public async Task An_inactive_certificate_without_attachments_can_be_deleted()
    {
        var issued = await IssueAsync();

        await Client.UpdateCertificateAsync(issued.CertificateId, CertificateStatus.INACTIVE);
        await Client.DeleteCertificateAsync(issued.CertificateId);

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => DescribeAsync(issued.CertificateId));
    }

    [Fact]
    public async Task A_certificate_that_is_attached_to_a_thing_cannot_be_deleted_even_by_force()
    {
        using var device = await NewDeviceAsync("pump");
        await Client.UpdateCertificateAsync(device.CertificateId, CertificateStatus.INACTIVE);

        await Assert.ThrowsAsync<DeleteConflictException>(() =>
            Client.DeleteCertificateAsync(
                new DeleteCertificateRequest { CertificateId = device.CertificateId, ForceDelete = true }
            )
        );
    }

    [Fact]
    public async Task A_certificate_with_a_policy_can_be_deleted_by_force_alone()
    {
        using var device = await NewDeviceAsync("pump");
        await Client.UpdateCertificateAsync(device.CertificateId, CertificateStatus.INACTIVE);
        await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);

        await Assert.ThrowsAsync<DeleteConflictException>(() => Client.DeleteCertificateAsync(device.CertificateId));
        await Client.DeleteCertificateAsync(
            new DeleteCertificateRequest { CertificateId = device.CertificateId, ForceDelete = true }
        );

        Assert.Empty(Cloud.Snapshot().PolicyAttachments);
    }

    private Task<CreateCertificateFromCsrResponse> IssueAsync() =>
        Client.CreateCertificateFromCsrAsync(TestDevice.Csr(_key), true);

    private async Task<CertificateDescription> DescribeAsync(string id) =>
        (await Client.DescribeCertificateAsync(id)).CertificateDescription;
}
