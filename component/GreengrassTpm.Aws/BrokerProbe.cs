using GreengrassTpm.Credentials;
using MQTTnet;

namespace GreengrassTpm.Aws;

/// <summary>Asks the message broker whether it lets a credential connect beside the nucleus.</summary>
/// <param name="settings">Where the broker is.</param>
/// <param name="open">Opens a credential.</param>
internal sealed class BrokerProbe(AwsSettings settings, OpenDeviceKey open)
{
    /// <summary>Asks.</summary>
    /// <returns>What the broker says; <see cref="ProbeVerdict.Unknown"/> where it says nothing.</returns>
    /// <exception cref="RotationPortException">The token could not be opened.</exception>
    public async Task<ProbeResult> AskAsync(CredentialReference credential, CancellationToken cancellation)
    {
        string attempt = $"certificate {credential.CertificateId} at {settings.DataEndpoint}";
        using DeviceKey device = await PortErrors.GuardAsync(
            attempt,
            () => Task.FromResult(open(credential)),
            cancellation
        );
        try
        {
            await using BrokerConnection connection = await BrokerConnection.OpenAsync(settings, device, cancellation);
            return Judge(connection.ClientId, connection.Answer);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            ProbeVerdict verdict = PortErrors.CertificateAlert(e) is null ? ProbeVerdict.Unknown : ProbeVerdict.Refused;
            return new(verdict, PortErrors.Explain(attempt, e).Message);
        }
    }

    private ProbeResult Judge(string clientId, MqttClientConnectResultCode answer)
    {
        ProbeVerdict verdict = answer switch
        {
            MqttClientConnectResultCode.Success => ProbeVerdict.Works,
            MqttClientConnectResultCode.NotAuthorized
            or MqttClientConnectResultCode.BadUserNameOrPassword
            or MqttClientConnectResultCode.ClientIdentifierNotValid
            or MqttClientConnectResultCode.Banned => ProbeVerdict.Refused,
            _ => ProbeVerdict.Unknown,
        };
        return new(verdict, $"MQTT connection as {clientId} to {settings.DataEndpoint}: answered {answer}");
    }
}
