using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>The ports of a rotation without a nucleus: AWS IoT is asked by this program itself, with the device's own credential.</summary>
internal static class DirectPorts
{
    /// <summary>Puts them together.</summary>
    /// <param name="settings">Where the device's AWS IoT is.</param>
    /// <param name="location">The token. Must not be open in this process when a port is asked.</param>
    /// <param name="pin">The user PIN. Remains the caller's.</param>
    /// <param name="time">The clock.</param>
    internal static RotationPorts Of(AwsSettings settings, TokenLocation location, Pin pin, TimeProvider time)
    {
        TokenDeviceKeys keys = new(location, pin);
        TokenExchange exchange = new(settings, keys.Open);
        return new RotationPorts(
            new ControlPlaneIssuer(settings, exchange, time),
            new CertificateRegistry(settings, exchange, time),
            new CredentialProver(settings, keys.Open, exchange, time),
            new DirectConfirmer(settings, keys.Open, exchange, time),
            new NoActivation()
        );
    }
}
