using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>What is to be examined: a token, the label of the credential on it, and what it is to be compared with.</summary>
/// <param name="Token">Where the token is. Its slot, if given, is the one that the nucleus is configured with.</param>
/// <param name="KeyLabel">The active label: CKA_LABEL of private key, public key and certificate.</param>
public sealed record VerificationSubject(TokenLocation Token, string KeyLabel)
{
    /// <summary>The AWS IoT thing that the device is; null where it is not known.</summary>
    public string? ThingName { get; init; }

    /// <summary>AWS IoT's data endpoint; null = no connection to it is tried.</summary>
    public EndpointAddress? DataEndpoint { get; init; }

    /// <summary>AWS IoT's credentials endpoint; null = no connection to it is tried.</summary>
    public EndpointAddress? CredentialsEndpoint { get; init; }

    /// <summary>The roots that the endpoints' certificates may lead to; null = those that the system trusts.</summary>
    public X509Certificate2Collection? EndpointRoots { get; init; }

    /// <summary>The authorities that may have issued the device's certificate; null = its issuer is not looked at.</summary>
    public X509Certificate2Collection? DeviceAuthorities { get; init; }

    /// <summary>Where nucleus and systemd keep what they are configured with; null = not looked at.</summary>
    public NucleusPlaces? Nucleus { get; init; }

    /// <summary>The journal of rotations; null = not looked at.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The file that holds the user PIN; null where it comes from elsewhere.</summary>
    public string? PinFile { get; init; }

    /// <summary>How old a certificate may become before it should have been rotated.</summary>
    public TimeSpan MaximumCertificateAge { get; init; } = TimeSpan.FromDays(90);
}
