using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// The session credentials that the nucleus offers its components, fetched anew at each call: the SDK would keep them, and
/// with them the name of a certificate that is no longer in use
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
/// </summary>
/// <param name="endpoint">The nucleus' endpoint.</param>
/// <param name="authorization">The token that it wants to see: a secret.</param>
/// <param name="answerWithin">How long the nucleus may take, which asks the cloud in its turn.</param>
public sealed class ContainerCredentials(Uri endpoint, string authorization, TimeSpan answerWithin)
{
    private const string EndpointVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string TokenVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private const int MostAnswerBytes = 64 * 1024;

    /// <summary>Reads where the endpoint is from the environment of a component.</summary>
    /// <param name="variable">The environment, for example <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>
    /// <param name="answerWithin">How long the nucleus may take.</param>
    /// <exception cref="RotationPortException">The variables are missing, or are none of the nucleus'.</exception>
    public static ContainerCredentials FromEnvironment(Func<string, string?> variable, TimeSpan answerWithin)
    {
        // The token goes to this device alone, whatever the variable says.
        bool isOurs =
            Uri.TryCreate(variable(EndpointVariable), UriKind.Absolute, out Uri? endpoint)
            && endpoint is { IsLoopback: true, Scheme: "http" };
        return isOurs && variable(TokenVariable) is { Length: > 0 } token
            ? new ContainerCredentials(endpoint!, token, answerWithin)
            : throw new RotationPortException(
                $"{EndpointVariable} and {TokenVariable} do not name a credentials endpoint on this device",
                RetryClass.Permanent,
                "deploy aws.greengrass.TokenExchangeService as a dependency of this component"
            );
    }

    /// <summary>Fetches the session.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RotationPortException">Permanent where the nucleus refuses, retryable where it does not answer or cannot.</exception>
    public Task<SessionAWSCredentials> GetAsync(CancellationToken cancellation) =>
        PortErrors.GuardAsync(
            $"a session from the nucleus at {endpoint}",
            () => FetchAsync(cancellation),
            cancellation
        );

    private async Task<SessionAWSCredentials> FetchAsync(CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        using var http = new HttpClient(handler)
        {
            Timeout = answerWithin,
            MaxResponseContentBufferSize = MostAnswerBytes,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage response = await http.SendAsync(request, cancellation);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            // The nucleus answers so too when the cloud refused it, or could not be reached: it does not tell them apart.
            throw new IOException($"the nucleus answered HTTP {(int)response.StatusCode}");
        }

        return Parse(body) is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, Token.Length: > 0 } got
            ? new SessionAWSCredentials(got.AccessKeyId, got.SecretAccessKey, got.Token)
            : throw new IOException("the answer holds no credentials");
    }

    private static ContainerAnswer? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AwsJson.Default.ContainerAnswer);
        }
        catch (JsonException)
        {
            // Its message may quote what was received, which may be a part of a secret.
            return null;
        }
    }
}
