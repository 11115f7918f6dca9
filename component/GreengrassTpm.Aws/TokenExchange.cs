using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// Exchanges a credential of the device for a session of its role, by mutual TLS with the credentials endpoint. Nothing is
/// cached: each session is a proof that the certificate was taken just now.
/// </summary>
/// <param name="settings">Where the endpoint is.</param>
/// <param name="open">Opens a credential.</param>
public sealed class TokenExchange(AwsSettings settings, OpenDeviceKey open)
{
    /// <summary>The header by which a device says which thing it is.</summary>
    internal const string ThingNameHeader = "x-amzn-iot-thingname";

    private const int MostAnswerBytes = 64 * 1024;

    /// <summary>Gets a session.</summary>
    /// <param name="credential">The credential to exchange.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The session's credentials, which are a secret and live for an hour at the most, as the alias says.</returns>
    /// <exception cref="RotationPortException">Permanent where it is refused, retryable where nobody answered.</exception>
    public async Task<SessionAWSCredentials> GetAsync(CredentialReference credential, CancellationToken cancellation)
    {
        SessionAnswer answer = await AskAsync(credential, asThing: true, cancellation);
        return answer.Session
            ?? throw new RotationPortException(
                $"{Attempt(credential)}: {answer.Refusal}",
                RetryClass.Permanent,
                $"is the certificate active, attached to thing {settings.ThingName}, and does one of its policies allow iot:AssumeRoleWithCertificate on the alias?"
            )
            {
                IsWithoutEffect = true,
            };
    }

    /// <summary>Asks for a session; a refusal is an answer.</summary>
    /// <param name="credential">The credential to exchange.</param>
    /// <param name="asThing">Whether to name the thing. A certificate that is detached from it is refused if one does.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RotationPortException">There was no answer, or none that can be understood.</exception>
    internal Task<SessionAnswer> AskAsync(
        CredentialReference credential,
        bool asThing,
        CancellationToken cancellation
    ) =>
        PortErrors.GuardAsync(
            Attempt(credential),
            () => ExchangeAsync(credential, asThing, cancellation),
            cancellation,
            isQuestion: true
        );

    private string Attempt(CredentialReference credential) =>
        $"a session of role alias {settings.RoleAlias} for certificate {credential.CertificateId} from {settings.CredentialsEndpoint}";

    private async Task<SessionAnswer> ExchangeAsync(
        CredentialReference credential,
        bool asThing,
        CancellationToken cancellation
    )
    {
        ServerAddress server = settings.CredentialsEndpoint;
        using DeviceKey device = open(credential);
        var tls = new TokenTlsClient(device.Key, DeviceConnections.Options(settings, server));
        using SocketsHttpHandler handler = tls.CreateHttpHandler();
        using var http = new HttpClient(handler)
        {
            Timeout = settings.AnswerWithin,
            MaxResponseContentBufferSize = MostAnswerBytes,
        };
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri($"https://{server}{Path(settings.RoleAlias)}")
        );
        if (asThing)
        {
            request.Headers.Add(ThingNameHeader, settings.ThingName);
        }

        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellation);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return Read(response.StatusCode, ErrorType(response), body);
        }
        catch (HttpRequestException e) when (PortErrors.CertificateAlert(e) is { } alert)
        {
            return new SessionAnswer(null, $"the server refused the certificate: {alert.Name}");
        }
    }

    /// <summary>The path of an alias' credentials.</summary>
    internal static string Path(string roleAlias) => $"/role-aliases/{Uri.EscapeDataString(roleAlias)}/credentials";

    private static string? ErrorType(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-amzn-ErrorType", out IEnumerable<string>? values) ? values.First() : null;

    /// <summary>What an answer means: the decision alone.</summary>
    /// <exception cref="IOException">It says nothing about the certificate.</exception>
    internal static SessionAnswer Read(HttpStatusCode status, string? errorType, ReadOnlySpan<byte> body)
    {
        if (PortErrors.IsPassing(status, errorType))
        {
            throw new IOException($"HTTP {(int)status}: {Reason(body)}");
        }

        if (status != HttpStatusCode.OK)
        {
            return new SessionAnswer(null, $"HTTP {(int)status}: {Reason(body)}");
        }

        RoleAliasCredentials? got = Parse(body);
        return got is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 }
            ? new SessionAnswer(new SessionAWSCredentials(got.AccessKeyId, got.SecretAccessKey, got.SessionToken), null)
            : throw new IOException("the answer holds no credentials");
    }

    private static RoleAliasCredentials? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AwsJson.Default.RoleAliasAnswer)?.Credentials;
        }
        catch (JsonException)
        {
            // Its message may quote what was received, which may be a part of a secret.
            return null;
        }
    }

    private static string Reason(ReadOnlySpan<byte> body)
    {
        try
        {
            string? message = JsonSerializer.Deserialize(body, AwsJson.Default.RoleAliasRefusal)?.Message;
            return PortErrors.Text(message ?? "no reason given");
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }
}

/// <summary>The answer of the credentials endpoint.</summary>
/// <param name="Session">The session; null where it was refused.</param>
/// <param name="Refusal">What the refusal says; null where it was not.</param>
internal sealed record SessionAnswer(SessionAWSCredentials? Session, string? Refusal);
