using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>How the device connects to its own endpoints: TLS 1.2, as the classic nucleus does, never a resumed session.</summary>
internal static class DeviceConnections
{
    /// <summary>The application protocol by which the broker is asked for on the port of HTTPS.</summary>
    private const string MqttProtocol = "x-amzn-mqtt-ca";

    /// <summary>The options for a connection to one of the endpoints.</summary>
    /// <exception cref="RotationPortException">The file of the roots cannot be read.</exception>
    public static TokenTlsOptions Options(AwsSettings settings, ServerAddress server) =>
        new()
        {
            Version = TlsVersion.Tls12,
            TrustedRoots = ReadRoots(settings.RootCaPath),
            ConnectWithin = settings.AnswerWithin,
            Proxy = settings.Proxy,
            ApplicationProtocols =
                server == settings.DataEndpoint && server.Port == AwsSettings.HttpsPort ? [MqttProtocol] : [],
        };

    private static X509Certificate2Collection? ReadRoots(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            return TrustedRoots.Read(path);
        }
        catch (TrustedRootsException e)
        {
            throw new RotationPortException(
                e.Message.TrimEnd('.'),
                RetryClass.Permanent,
                "name the file of the Amazon root CA, in PEM",
                e
            );
        }
    }
}
