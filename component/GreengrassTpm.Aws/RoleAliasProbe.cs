using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// Asks the credentials endpoint whether it takes a credential: one handshake that the key has signed, one request, of whose
/// answer the status is read and nothing else.
/// </summary>
/// <param name="settings">Where the endpoint is.</param>
/// <param name="open">Opens a credential.</param>
internal sealed class RoleAliasProbe(AwsSettings settings, OpenDeviceKey open)
{
    /// <summary>"HTTP/1.1 200": the status line up to the status.</summary>
    private const int StatusLength = 12;

    /// <summary>Asks.</summary>
    /// <exception cref="RotationPortException">The token could not be opened.</exception>
    public Task<ProbeResult> AskAsync(CredentialReference credential, CancellationToken cancellation) =>
        PortErrors.GuardAsync(
            $"certificate {credential.CertificateId} at {settings.CredentialsEndpoint}",
            () => ConnectAsync(credential, cancellation),
            cancellation
        );

    private async Task<ProbeResult> ConnectAsync(CredentialReference credential, CancellationToken cancellation)
    {
        ServerAddress server = settings.CredentialsEndpoint;
        using DeviceKey device = open(credential);
        var probe = new MutualTlsProbe(device.Key, DeviceConnections.Options(settings, server))
        {
            FirstBytes = Encoding.ASCII.GetBytes(Request(server)),
            AnswerLength = StatusLength,
            AnswerWithin = settings.AnswerWithin,
        };
        return Judge(await probe.RunAsync(server.Host, server.Port, cancellation));
    }

    private string Request(ServerAddress server) =>
        $"GET {TokenExchange.Path(settings.RoleAlias)} HTTP/1.1\r\nHost: {server}\r\n"
        + $"{TokenExchange.ThingNameHeader}: {settings.ThingName}\r\nConnection: close\r\n\r\n";

    private ProbeResult Judge(MutualTlsResult result)
    {
        if (result.Verdict != MutualTlsVerdict.Accepted)
        {
            // A connection that just ends may be a broken network: only a word from the server counts against a credential.
            bool isRefusal =
                result.Verdict == MutualTlsVerdict.ClientCertificateRefused
                && result.Error is { } error
                && PortErrors.CertificateAlert(error) is not null;
            return new(isRefusal ? ProbeVerdict.Refused : ProbeVerdict.Unknown, PortErrors.Text(result.Detail));
        }

        string answer = Encoding.ASCII.GetString(result.Answer.Span);
        string status = answer.StartsWith("HTTP/1.", StringComparison.Ordinal) ? answer[^3..] : "nothing";
        ProbeVerdict verdict = status switch
        {
            "200" => ProbeVerdict.Works,
            "401" or "403" or "404" => ProbeVerdict.Refused,
            _ => ProbeVerdict.Unknown,
        };
        return new(
            verdict,
            $"role alias {settings.RoleAlias} at {settings.CredentialsEndpoint} over TLS 1.2, signed by the token: answered {status}"
        );
    }
}
