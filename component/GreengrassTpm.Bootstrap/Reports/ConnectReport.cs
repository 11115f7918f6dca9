using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The result of <c>connect</c>.</summary>
/// <param name="Host">The server's name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Protocol">The TLS version agreed.</param>
/// <param name="Cipher">The cipher suite agreed.</param>
/// <param name="ServerSubject">The subject of the server's certificate.</param>
/// <param name="CertificateId">The certificate shown: SHA-256 of its DER, in hexadecimal.</param>
/// <param name="MqttClientId">The client id that the broker has accepted; null where it was not asked.</param>
public sealed record ConnectReport(
    string Host,
    int Port,
    string Protocol,
    string Cipher,
    string ServerSubject,
    string CertificateId,
    string? MqttClientId = null
) : Report
{
    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.ConnectReport;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts =>
        [
            ("connected", $"{Host}:{Port}"),
            ("protocol", Protocol),
            ("cipher", Cipher),
            ("server", ServerSubject),
            ("certificate id", CertificateId),
            .. MqttClientId is null ? Array.Empty<(string, string)>() : [("mqtt", $"accepted as {MqttClientId}")],
        ];
}
