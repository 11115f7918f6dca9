using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class ControlPlaneIssuerTests : AwsGround
{
    private const string Create = "CreateCertificateFromCsr";

    [Fact]
    public async Task The_certificate_is_for_the_requests_key_active_and_without_rights()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        using X509Certificate2 certificate = await IssueAsync(key);

        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        string id = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        Assert.Equal("ACTIVE", Cloud.Snapshot().Certificate(id)?.Status);
        Assert.Empty(PoliciesOf(new CredentialReference("", id)));
        Assert.Empty(ThingsOf(new CredentialReference("", id)));
    }

    public static TheoryData<Fault> Passing =>
        [Fault.Throttled, Fault.ServiceUnavailable, Fault.InternalFailure, Fault.ConnectionReset, Fault.AnswerLost];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task It_asks_once_whatever_becomes_of_it(Fault fault)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Cloud.Faults.AddNext(Create, fault);
        int before = Cloud.Faults.Calls(Create);
        var settings = Settings with { Retries = 3 };

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(key, settings));

        Assert.Equal(RetryClass.Retryable, error.Retry);
        Assert.Equal(before + 1, Cloud.Faults.Calls(Create));
    }

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task Without_a_session_nothing_was_asked_for(Fault fault)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Cloud.Faults.AddNext(FaultPlan.AssumeRoleWithCertificate, fault);
        int before = Cloud.Faults.Calls(Create);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(key));

        Assert.True(error.IsWithoutEffect);
        Assert.Equal(before, Cloud.Faults.Calls(Create));
    }

    [Fact]
    public async Task A_missing_permission_is_named()
    {
        UseRole(Allow("iot:ListAttachedPolicies", "*"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(key));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("AccessDeniedException", error.Message, StringComparison.Ordinal);
        Assert.Contains("allow iot:CreateCertificateFromCsr on *", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_the_service_refuses_is_told_in_its_words()
    {
        using var key = RSA.Create(1024);
        byte[] request = new CertificateRequest(
            "CN=device",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSigningRequest();

        var error = await Assert.ThrowsAsync<RotationPortException>(() =>
            Issuer(Settings).IssueAsync(request, Active, Cancellation)
        );

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("RSA of 2048 bits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_request_is_not_sent()
    {
        await Assert.ThrowsAsync<RotationPortException>(() =>
            Issuer(Settings).IssueAsync(new byte[] { 1, 2, 3 }, Active, Cancellation)
        );

        Assert.Equal(0, Cloud.Faults.Calls(FaultPlan.AssumeRoleWithCertificate));
    }

    private ControlPlaneIssuer Issuer(AwsSettings settings) => new(settings, Exchange, TimeProvider.System);

    private Task<X509Certificate2> IssueAsync(ECDsa key, AwsSettings? settings = null) =>
        Issuer(settings ?? Settings)
            .IssueAsync(
                new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequest(),
                Active,
                Cancellation
            );
}
