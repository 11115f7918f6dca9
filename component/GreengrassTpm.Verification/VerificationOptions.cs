using System.Net;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>How a device is examined.</summary>
public sealed record VerificationOptions
{
    /// <summary>
    /// Opens the user PIN, which is used once and disposed; throws <see cref="PinUnusableException"/> where it cannot be read.
    /// Null = no login.
    /// </summary>
    public Func<Pin>? OpenPin { get; init; }

    /// <summary>No connection to any server is made.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The proxies to go through to the endpoints; by default those of the environment (<c>https_proxy</c>, <c>no_proxy</c>).</summary>
    public IWebProxy? Proxy { get; init; } = HttpClient.DefaultProxy;

    /// <summary>Asks AWS IoT's registry for the certificate; null = it is not asked.</summary>
    public AskRegistry? AskRegistry { get; init; }

    /// <summary>How long each connection to a server may take.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The device's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
