using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Aws;

/// <summary>
/// Finds out by connections of this program's own, with the credential under the active label, what it is good for: for
/// devices on which no nucleus is to be asked.
/// </summary>
/// <param name="settings">Where the endpoints are.</param>
/// <param name="open">Opens a credential.</param>
/// <param name="exchange">Obtains sessions.</param>
/// <param name="time">The device's clock.</param>
[SuppressMessage(
    "Design",
    "CA1031:Do not catch general exception types",
    Justification = "Evidence that did not come is evidence that is missing, whatever kept it."
)]
public sealed class DirectConfirmer(AwsSettings settings, OpenDeviceKey open, TokenExchange exchange, TimeProvider time)
    : ICredentialConfirmer
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Evidence>> CollectAsync(
        CredentialReference expected,
        CancellationToken cancellation
    ) => [await ExchangeAsync(expected, cancellation), await UpdateShadowAsync(expected, cancellation)];

    private async Task<Evidence> ExchangeAsync(CredentialReference expected, CancellationToken cancellation)
    {
        try
        {
            SessionAWSCredentials session = await exchange.GetAsync(expected, cancellation);
            return await CertificateInUse.NameAsync(settings, session, expected.CertificateId, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && !PortErrors.IsPinRefused(e))
        {
            return CertificateInUse.Missing(Evidence.TokenExchange, "the certificate in use", e);
        }
    }

    private async Task<Evidence> UpdateShadowAsync(CredentialReference expected, CancellationToken cancellation)
    {
        try
        {
            using DeviceKey device = open(expected);
            await using BrokerConnection connection = await BrokerConnection.OpenAsync(settings, device, cancellation);
            return connection.Answer == MQTTnet.MqttClientConnectResultCode.Success
                ? await new ShadowRoundTrip(settings, time).RunAsync(connection, expected.CertificateId, cancellation)
                : new(
                    Evidence.Shadow,
                    EvidenceVerdict.Missing,
                    $"the broker at {settings.DataEndpoint} answered {connection.Answer} to {connection.ClientId}"
                );
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && !PortErrors.IsPinRefused(e))
        {
            return CertificateInUse.Missing(
                Evidence.Shadow,
                $"shadow {settings.ShadowName} at {settings.DataEndpoint}",
                e
            );
        }
    }
}
