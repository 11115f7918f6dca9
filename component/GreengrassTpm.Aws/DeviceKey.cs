using System.Diagnostics.CodeAnalysis;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>A credential of the device, open for making connections.</summary>
/// <param name="key">The key and its certificate.</param>
/// <param name="owner">What is disposed with it: the key itself, and what keeps the token open for it.</param>
public sealed class DeviceKey(OpenSslTokenKey key, IDisposable owner) : IDisposable
{
    /// <summary>The key and its certificate.</summary>
    public OpenSslTokenKey Key => key;

    /// <summary>Closes what was opened for it.</summary>
    public void Dispose() => owner.Dispose();
}

/// <summary>Opens a credential of the device for one use.</summary>
/// <param name="credential">Which.</param>
/// <returns>The open credential; the caller disposes it.</returns>
/// <exception cref="TokenException">It cannot be opened.</exception>
public delegate DeviceKey OpenDeviceKey(CredentialReference credential);

/// <summary>Opens credentials on the device's token: one login a time, and nothing stays open in between.</summary>
/// <param name="location">The token. Must not be open in this process when a key is opened.</param>
/// <param name="pin">The user PIN. Remains the caller's.</param>
public sealed class TokenDeviceKeys(TokenLocation location, Pin pin)
{
    /// <summary>Opens a credential by its certificate; an <see cref="OpenDeviceKey"/>.</summary>
    /// <param name="credential">Which.</param>
    /// <exception cref="TokenException">The token, or the credential on it, cannot be opened.</exception>
    /// <exception cref="NotSupportedException">The key is neither RSA nor on P-256 or P-384.</exception>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "The device key that is returned disposes what it was opened with."
    )]
    public DeviceKey Open(CredentialReference credential)
    {
        var key = TokenTlsKey.Open(location, pin, credential.Certificate);
        return new DeviceKey(key.Key, key);
    }
}
