using System.Net;
using System.Security.Authentication;
using Amazon.IoT;
using Amazon.Runtime;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class PortErrorsTests
{
    private const string Attempt = "iot:AttachPolicy on cert/1";

    [Theory]
    [InlineData("ThrottlingException", HttpStatusCode.BadRequest)]
    [InlineData("Throttling", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.TooManyRequests)]
    [InlineData("InternalFailureException", HttpStatusCode.InternalServerError)]
    [InlineData("ServiceUnavailableException", HttpStatusCode.ServiceUnavailable)]
    [InlineData(null, HttpStatusCode.BadGateway)]
    public void What_the_service_cannot_do_now_is_retryable(string? code, HttpStatusCode status) =>
        Assert.Equal(RetryClass.Retryable, PortErrors.Explain(Attempt, Error(code, status)).Retry);

    [Theory]
    [InlineData("AccessDeniedException", HttpStatusCode.Forbidden, "allow iot:AttachPolicy on cert/1")]
    [InlineData("UnauthorizedException", HttpStatusCode.Unauthorized, "allow iot:AttachPolicy on cert/1")]
    [InlineData("ExpiredTokenException", HttpStatusCode.Forbidden, "clock")]
    [InlineData("InvalidSignatureException", HttpStatusCode.Forbidden, "clock")]
    [InlineData("UnrecognizedClientException", HttpStatusCode.Forbidden, "region")]
    [InlineData("ResourceNotFoundException", HttpStatusCode.NotFound, "account and region")]
    [InlineData("LimitExceededException", HttpStatusCode.Gone, "quota")]
    [InlineData("InvalidRequestException", HttpStatusCode.BadRequest, "the service will not do this")]
    public void What_somebody_has_to_change_is_permanent_and_says_what(string code, HttpStatusCode status, string hint)
    {
        RotationPortException error = PortErrors.Explain(Attempt, Error(code, status));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.StartsWith($"{Attempt}: {code}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccessDeniedException", HttpStatusCode.Forbidden, true)]
    [InlineData("ThrottlingException", HttpStatusCode.BadRequest, true)]
    [InlineData("InvalidRequestException", HttpStatusCode.BadRequest, true)]
    [InlineData("InternalFailureException", HttpStatusCode.InternalServerError, false)]
    [InlineData("ServiceUnavailableException", HttpStatusCode.ServiceUnavailable, false)]
    [InlineData(null, HttpStatusCode.Forbidden, false)]
    [InlineData("Unreadable", HttpStatusCode.OK, false)]
    public void A_service_that_refuses_has_done_nothing_and_one_that_fails_may_have(
        string? code,
        HttpStatusCode status,
        bool isWithoutEffect
    ) => Assert.Equal(isWithoutEffect, PortErrors.Explain(Attempt, Error(code, status)).IsWithoutEffect);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public void What_found_no_connection_was_not_sent(HttpRequestError reason, bool isWithoutEffect) =>
        Assert.Equal(isWithoutEffect, PortErrors.Explain(Attempt, new HttpRequestException(reason)).IsWithoutEffect);

    public static TheoryData<Exception> Networks =>
        [
            new HttpRequestException("Connection refused"),
            new IOException("the connection ended"),
            new TimeoutException("no answer"),
            new TaskCanceledException("timed out"),
        ];

    [Theory]
    [MemberData(nameof(Networks), DisableDiscoveryEnumeration = true)]
    public void A_network_that_fails_is_retryable(Exception error) =>
        Assert.Equal(RetryClass.Retryable, PortErrors.Explain(Attempt, error).Retry);

    [Fact]
    public void A_server_that_is_not_trusted_is_for_somebody_to_look_at()
    {
        var wrapped = new HttpRequestException("failed", new AuthenticationException("UntrustedRoot"));

        RotationPortException error = PortErrors.Explain(Attempt, wrapped);

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("UntrustedRoot", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_others_becomes_one_line_of_bounded_length()
    {
        string text = PortErrors.Text("a\nb\u001b[31m" + new string('x', 5_000) + ".");

        Assert.DoesNotContain(text, char.IsControl);
        Assert.True(text.Length < 400);
    }

    [Fact]
    public async Task A_defect_stays_a_defect() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            PortErrors.GuardAsync<int>(Attempt, () => throw new InvalidOperationException(), CancellationToken.None)
        );

    private static AmazonIoTException Error(string? code, HttpStatusCode status) =>
        new("What the service says.", ErrorType.Sender, code, "request", status);
}
