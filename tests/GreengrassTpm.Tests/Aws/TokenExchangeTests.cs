using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.IoT;
using Amazon.Runtime;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class TokenExchangeTests : AwsGround
{
    [Fact]
    public async Task A_session_is_named_after_the_certificate_that_obtained_it()
    {
        SessionAWSCredentials session = await Exchange.GetAsync(Active, Cancellation);

        CallerIdentity caller = await new AwsSession(Settings, session).WhoAmIAsync(Cancellation);
        Assert.Equal((Active.CertificateId, Cloud.Account.Id), (caller.CertificateId, caller.Account));
    }

    [Fact]
    public async Task Every_session_is_a_new_one()
    {
        var exchange = Exchange;

        SessionAWSCredentials first = await exchange.GetAsync(Active, Cancellation);
        SessionAWSCredentials second = await exchange.GetAsync(Active, Cancellation);

        Assert.NotEqual((await first.GetCredentialsAsync()).AccessKey, (await second.GetCredentialsAsync()).AccessKey);
    }

    [Fact]
    public async Task A_certificate_that_is_inactive_is_refused_for_good_and_the_refusal_says_what_to_look_at()
    {
        await Operator.UpdateCertificateAsync(Active.CertificateId, CertificateStatus.INACTIVE);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => Exchange.GetAsync(Active, Cancellation));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("HTTP 403: Access Denied", error.Message, StringComparison.Ordinal);
        Assert.Contains(Alias, error.Message, StringComparison.Ordinal);
        Assert.Contains("iot:AssumeRoleWithCertificate", error.Hint, StringComparison.Ordinal);
    }

    public static TheoryData<Fault> Passing =>
        [Fault.Throttled, Fault.ServiceUnavailable, Fault.InternalFailure, Fault.ConnectionReset, Fault.AnswerLost];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task What_the_service_cannot_do_now_may_be_tried_again(Fault fault)
    {
        Cloud.Faults.Add(FaultPlan.AssumeRoleWithCertificate, fault);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => Exchange.GetAsync(Active, Cancellation));

        Assert.Equal(RetryClass.Retryable, error.Retry);
        Assert.NotNull(await Exchange.GetAsync(Active, Cancellation));
    }

    [Fact]
    public async Task A_silent_endpoint_is_tried_again()
    {
        Cloud.Faults.Add(FaultPlan.AssumeRoleWithCertificate, Fault.Latency(TimeSpan.FromMinutes(10)));
        var exchange = new TokenExchange(Settings with { AnswerWithin = TimeSpan.FromMilliseconds(300) }, Open);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => exchange.GetAsync(Active, Cancellation));

        Assert.Equal(RetryClass.Retryable, error.Retry);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_of_an_error()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Exchange.GetAsync(Active, cancelled.Token));
    }

    [Fact]
    public async Task An_endpoint_that_another_authority_vouches_for_is_not_spoken_to()
    {
        var exchange = new TokenExchange(Settings with { RootCaPath = null }, Open);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => exchange.GetAsync(Active, Cancellation));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("not trusted", error.Message, StringComparison.Ordinal);
        Assert.Contains("clock", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere/ca.pem")]
    [InlineData("/dev/null")]
    public async Task Roots_that_cannot_be_read_are_named(string path)
    {
        var exchange = new TokenExchange(Settings with { RootCaPath = path }, Open);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => exchange.GetAsync(Active, Cancellation));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_does_not_sign_is_told_apart_from_the_cloud()
    {
        DeviceKey OpenBroken(CredentialReference credential)
        {
            using DeviceKey whole = Open(credential);
            using var certificate = X509CertificateLoader.LoadCertificate(whole.Key.Certificate.RawData);
            var key = OpenSslTokenKey.Create(
                certificate,
                (_, _) => throw new IOException("C_Sign returned CKR_DEVICE_REMOVED")
            );
            return new DeviceKey(key, key);
        }

        var exchange = new TokenExchange(Settings, OpenBroken);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => exchange.GetAsync(Active, Cancellation));

        Assert.Contains("CKR_DEVICE_REMOVED", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json, but a SECRET")]
    [InlineData("""{"credentials":{"accessKeyId":"A","secretAccessKey":"SECRET"}}""")]
    public void An_answer_without_credentials_is_no_session_and_nobody_is_told_its_content(string body)
    {
        var error = Assert.Throws<IOException>(() =>
            TokenExchange.Read(HttpStatusCode.OK, null, Encoding.UTF8.GetBytes(body))
        );

        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }
}
