using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amazon.IoT;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Tests.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Cloud;

public sealed class CloudRegistryTests : LocalCloudTest
{
    [Fact]
    public void A_certificate_is_made_inactive()
    {
        using ECDsa key = NewKey();
        using CloudRegistry registry = Registry();

        Assert.True(registry.CreateCertificate(TestDevice.Csr(key)).IsInactive);
        Assert.Equal("INACTIVE", Assert.Single(Cloud.Snapshot().Certificates).Status);
    }

    [Fact]
    public void A_request_for_a_certificate_whose_answer_is_lost_is_not_repeated()
    {
        Cloud.Faults.Add("CreateCertificateFromCsr", Fault.AnswerLost);
        using ECDsa key = NewKey();
        using CloudRegistry registry = Registry();

        CommandException error = Assert.Throws<CommandException>(() => registry.CreateCertificate(TestDevice.Csr(key)));

        Assert.Equal(ExitCode.RetryLater, error.ExitCode);
        Assert.True(CloudErrorExplanation.LeavesInDoubt(error.InnerException));
        Assert.Single(Cloud.Snapshot().Certificates);
    }

    [Fact]
    public void Certificates_are_found_by_their_key_newest_first()
    {
        using ECDsa key = NewKey();
        using ECDsa other = NewKey();
        using CloudRegistry registry = Registry();
        string[] made =
        [
            registry.CreateCertificate(TestDevice.Csr(key)).Id,
            registry.CreateCertificate(TestDevice.Csr(other)).Id,
            registry.CreateCertificate(TestDevice.Csr(key)).Id,
        ];

        Assert.Equal(
            [made[2], made[0]],
            registry.FindCertificatesFor(Digest(key), null).Select(certificate => certificate.Id)
        );
    }

    [Fact]
    public void Certificates_that_are_older_than_the_request_are_not_even_looked_at()
    {
        using ECDsa key = NewKey();
        using CloudRegistry registry = Registry();
        _ = registry.CreateCertificate(TestDevice.Csr(key));

        Assert.Empty(registry.FindCertificatesFor(Digest(key), DateTimeOffset.UtcNow.AddDays(1)));
        Assert.Equal(0, Cloud.Faults.Calls("DescribeCertificate"));
    }

    [Fact]
    public void An_account_without_certificates_has_no_newest_one()
    {
        using CloudRegistry registry = Registry();

        Assert.Null(registry.NewestCertificate());
    }

    [Fact]
    public void What_is_not_there_is_no_error()
    {
        using CloudRegistry registry = Registry();

        Assert.False(registry.HasThing("pump"));
        Assert.Null(registry.FindPolicy("policy"));
        Assert.Null(registry.FindRoleAlias("alias"));
        Assert.Null(registry.FindCertificate(new string('0', 64)));
        Assert.Empty(registry.CertificatesOf("pump"));
    }

    [Fact]
    public void Many_certificates_of_a_thing_come_in_pages()
    {
        const int many = 30;
        using ECDsa key = NewKey();
        using CloudRegistry registry = Registry();
        registry.CreateThing("pump");
        for (int made = 0; made < many; made++)
        {
            registry.AttachThing("pump", registry.CreateCertificate(TestDevice.Csr(key)));
        }

        Assert.Equal(many, registry.CertificatesOf("pump").Distinct().Count());
    }

    [Theory]
    [InlineData("DetachThingPrincipal")]
    [InlineData("DetachPolicy")]
    [InlineData("DeleteCertificate")]
    [InlineData("DeletePolicy")]
    [InlineData("DeleteThing")]
    public async Task What_is_taken_away_and_not_answered_is_not_missed_when_it_is_asked_for_again(string operation)
    {
        using TestDevice device = await NewDeviceAsync("pump");
        Cloud.Faults.Add(operation, Fault.AnswerLost);
        AmazonIoTConfig patient = Config();
        patient.MaxErrorRetry = 1;
        using CloudRegistry registry = Registry(patient);
        CloudCertificate certificate = registry.FindCertificate(device.CertificateId)!;

        registry.Deactivate(certificate);
        registry.DetachThing("pump", certificate);
        registry.DetachPolicy(device.PolicyName, certificate);
        registry.DeleteCertificate(certificate);
        Assert.True(registry.TryDeletePolicy(device.PolicyName));
        registry.DeleteThing("pump");

        Assert.Equal(2, Cloud.Faults.Calls(operation));
        Assert.Empty(Cloud.Snapshot().Certificates);
        Assert.Empty(Cloud.Snapshot().Things);
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static string Digest(ECDsa key) =>
        Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    [SuppressMessage("Reliability", "CA2000", Justification = "The registry disposes of its clients.")]
    private CloudRegistry Registry(AmazonIoTConfig? config = null) =>
        new(
            new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, config ?? Config()),
            new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, Config())
        );
}
