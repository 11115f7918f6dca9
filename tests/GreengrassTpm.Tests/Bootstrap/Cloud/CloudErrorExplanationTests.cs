using System.Net;
using System.Security.Authentication;
using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.Runtime;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Cloud;

public sealed class CloudErrorExplanationTests
{
    [Fact]
    public void A_missing_permission_is_named()
    {
        CommandException error = Explain(Refusal("AccessDeniedException", HttpStatusCode.Forbidden));

        Assert.Equal(ExitCode.Permission, error.ExitCode);
        Assert.Equal(
            "AWS IoT in eu-central-1 did not do CreateThing on thing pump: AccessDeniedException: said so",
            error.Message
        );
        Assert.StartsWith("allow iot:CreateThing to the identity", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ExpiredTokenException", "have expired")]
    [InlineData("UnrecognizedClientException", "does not know")]
    [InlineData("InvalidSignatureException", "the region (eu-central-1)")]
    public void Credentials_that_are_refused_are_a_question_of_permission(string code, string hint)
    {
        CommandException error = Explain(Refusal(code, HttpStatusCode.Forbidden));

        Assert.Equal(ExitCode.Permission, error.ExitCode);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public void What_passes_is_worth_another_try(HttpStatusCode status) =>
        Assert.Equal(ExitCode.RetryLater, Explain(Refusal("SomeException", status)).ExitCode);

    [Fact]
    public void A_throttled_call_is_worth_another_try() =>
        Assert.Equal(ExitCode.RetryLater, Explain(Refusal("ThrottlingException", HttpStatusCode.BadRequest)).ExitCode);

    [Fact]
    public void An_answer_that_is_not_from_AWS_is_told_as_such()
    {
        CommandException error = Explain(
            new AmazonIoTException("forbidden", ErrorType.Unknown, null, null, HttpStatusCode.Forbidden)
        );

        Assert.Equal(ExitCode.Failed, error.ExitCode);
        Assert.Contains("HTTP 403", error.Message, StringComparison.Ordinal);
        Assert.Contains("proxy", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_region_that_cannot_be_resolved_gets_those_of_its_continent()
    {
        CommandException error = Explain(NoSuchName(), "eu-centrall-1");

        Assert.Equal(ExitCode.Configuration, error.ExitCode);
        Assert.Contains("eu-central-1", error.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("us-east-1", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_region_that_cannot_be_resolved_is_the_network_s_trouble() =>
        Assert.Equal(ExitCode.RetryLater, Explain(NoSuchName()).ExitCode);

    [Fact]
    public void A_TLS_connection_that_fails_may_be_the_clock_s_fault()
    {
        CommandException error = Explain(
            new HttpRequestException(
                HttpRequestError.SecureConnectionError,
                "The SSL connection could not be established",
                new AuthenticationException("NotTimeValid")
            )
        );

        Assert.Equal(ExitCode.Configuration, error.ExitCode);
        Assert.Contains("NotTimeValid", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("clock", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_was_asked_for_does_not_become_known_by_that()
    {
        _ = Amazon.RegionEndpoint.GetBySystemName("eu-centrall-2");

        Assert.Equal(ExitCode.Configuration, Explain(NoSuchName(), "eu-centrall-2").ExitCode);
    }

    [Fact]
    public void Every_kind_of_failed_call_is_explained_and_no_fault_of_the_program()
    {
        Assert.All(
            (Exception[])
                [
                    Refusal("AccessDeniedException", HttpStatusCode.Forbidden),
                    new ThrottlingException("Rate exceeded"),
                    new AmazonClientException("no credentials"),
                    new HttpRequestException(),
                    new IOException(),
                    new TimeoutException(),
                    new TaskCanceledException(),
                ],
            error => Assert.True(CloudErrorExplanation.Explains(error), error.GetType().Name)
        );
        Assert.False(CloudErrorExplanation.Explains(new InvalidOperationException()));
    }

    [Fact]
    public void Only_calls_that_AWS_may_have_done_leave_doubt()
    {
        Assert.True(CloudErrorExplanation.LeavesInDoubt(new IOException()));
        Assert.True(CloudErrorExplanation.LeavesInDoubt(new TimeoutException()));
        Assert.True(CloudErrorExplanation.LeavesInDoubt(Refusal("x", HttpStatusCode.InternalServerError)));
        Assert.False(CloudErrorExplanation.LeavesInDoubt(Refusal("x", HttpStatusCode.Forbidden)));
        Assert.False(CloudErrorExplanation.LeavesInDoubt(null));
    }

    private static CommandException Explain(Exception error, string region = "eu-central-1") =>
        CloudErrorExplanation.Of(error, "CreateThing", "thing pump", region);

    private static HttpRequestException NoSuchName() =>
        new(HttpRequestError.NameResolutionError, "Name or service not known");

    private static AmazonIoTException Refusal(string code, HttpStatusCode status) =>
        new("Said so.", ErrorType.Sender, code, "request", status);
}
