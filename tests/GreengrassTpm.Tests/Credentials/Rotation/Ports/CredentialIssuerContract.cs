using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>What <see cref="ICredentialIssuer"/> promises.</summary>
public abstract class CredentialIssuerContract(RotationPortGround ground) : RotationPortContract(ground)
{
    private int Created => Ground.Changes.Count(change => change.Kind == CloudChangeKind.Create);

    [Fact]
    public async Task The_certificate_carries_the_key_of_the_request()
    {
        var request = Ground.MakeRequest();

        using var certificate = await IssueAsync(request);

        Assert.Equal(KeyOf(request), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Contains(
            Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            Ground.Certificates
        );
    }

    [Fact]
    public async Task A_certificate_for_another_key_is_not_returned()
    {
        Ground.AnswerForAnotherKey();

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(Ground.MakeRequest()));

        var made = Ground.Changes.Last(change => change.Kind == CloudChangeKind.Create).On;
        Assert.Equal(
            Ground.IssuerKnowsItsAnswers
                ? (GreengrassTpm.Pkcs11.RetryClass.Permanent, made)
                : (GreengrassTpm.Pkcs11.RetryClass.Retryable, null),
            (error.Retry, error.UselessCertificateId)
        );
        Assert.Empty(Ground.Certificates[made].Rights);
        Assert.False(error.IsWithoutEffect);
    }

    [Fact]
    public async Task A_call_asks_for_one_certificate()
    {
        var before = Created;

        using var certificate = await IssueAsync(Ground.MakeRequest());

        Assert.Equal(before + 1, Created);
    }

    [Fact]
    public async Task A_call_whose_answer_is_lost_does_not_ask_again_and_says_that_waiting_helps()
    {
        var before = Created;
        Ground.LoseAnswer();

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(Ground.MakeRequest()));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Retryable, error.Retry);
        Assert.Equal(before + 1, Created);
        Assert.False(error.IsWithoutEffect);
        Assert.Null(error.UselessCertificateId);
    }

    [Fact]
    public async Task A_certificate_whose_answer_was_lost_has_no_rights()
    {
        string[] before = [.. Ground.Certificates.Keys];
        Ground.LoseAnswer();

        await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(Ground.MakeRequest()));

        Assert.Empty(Ground.Certificates[Assert.Single(Ground.Certificates.Keys.Except(before))].Rights);
    }

    [Fact]
    public async Task The_active_certificate_stays_as_it_is()
    {
        var before = Ground.Certificates[Ground.Active.CertificateId];

        using var certificate = await IssueAsync(Ground.MakeRequest());

        Assert.Equal(before, Ground.Certificates[Ground.Active.CertificateId]);
    }

    [Fact]
    public async Task A_refusal_is_told_as_permanent_and_without_effect()
    {
        var before = Created;
        Ground.Refuse();

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(Ground.MakeRequest()));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Permanent, error.Retry);
        Assert.True(error.IsWithoutEffect);
        Assert.Equal(before, Created);
    }

    [Fact]
    public async Task Without_a_network_waiting_helps_and_nothing_was_sent()
    {
        Ground.GoOffline();
        if (!Ground.IssuerNeedsNetwork)
        {
            using var certificate = await IssueAsync(Ground.MakeRequest());
            return;
        }

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync(Ground.MakeRequest()));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Retryable, error.Retry);
        Assert.True(error.IsWithoutEffect);
    }

    [Fact]
    public async Task What_is_no_request_is_refused_before_anything_is_asked_for()
    {
        var before = Created;

        var error = await Assert.ThrowsAsync<RotationPortException>(() => IssueAsync([1, 2, 3]));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Permanent, error.Retry);
        Assert.True(error.IsWithoutEffect);
        Assert.Equal(before, Created);
    }

    private Task<X509Certificate2> IssueAsync(byte[] request) =>
        Ground.Ports.Issuer.IssueAsync(request, Ground.Active, CancellationToken.None);

    private static byte[] KeyOf(byte[] request) =>
        CertificateRequest
            .LoadSigningRequest(
                request,
                HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.SkipSignatureValidation,
                RSASignaturePadding.Pkcs1
            )
            .PublicKey.ExportSubjectPublicKeyInfo();
}
