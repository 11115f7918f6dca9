using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class ContainerCredentialsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(null, "token")]
    [InlineData("http://localhost:8080/", null)]
    [InlineData("http://localhost:8080/", "")]
    [InlineData("http://192.0.2.1:8080/", "token")]
    [InlineData("https://localhost:8080/", "token")]
    [InlineData("not a url", "token")]
    public void An_environment_that_names_no_endpoint_on_this_device_is_refused(string? endpoint, string? token)
    {
        var error = Assert.Throws<RotationPortException>(() => FromEnvironment(endpoint, token));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("aws.greengrass.TokenExchangeService", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nucleus_that_is_not_there_is_waited_for_and_the_token_is_not_told()
    {
        ContainerCredentials credentials = FromEnvironment("http://127.0.0.1:1/", "SECRET");

        var error = await Assert.ThrowsAsync<RotationPortException>(() => credentials.GetAsync(CancellationToken.None));

        Assert.Equal(RetryClass.Retryable, error.Retry);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    private static ContainerCredentials FromEnvironment(string? endpoint, string? token) =>
        ContainerCredentials.FromEnvironment(
            name => name.EndsWith("URI", StringComparison.Ordinal) ? endpoint : token,
            Patience
        );
}
