using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Which AWS IoT thing the device is, where nobody says it: a certificate of ours has its name as its common name.</summary>
internal static class DeviceThing
{
    /// <summary>The thing that a certificate is for.</summary>
    internal static string Of(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <summary>The thing that a rotation's new certificate is for.</summary>
    /// <param name="certificatePem">The certificate as the journal has it; null before it is issued.</param>
    internal static string? OfJournal(string? certificatePem)
    {
        if (certificatePem is null)
        {
            return null;
        }

        using var certificate = X509Certificate2.CreateFromPem(certificatePem);
        return Of(certificate);
    }

    /// <summary>The thing that the certificate in use is for.</summary>
    /// <exception cref="CommandLine.CommandException">Not exactly one certificate carries the label.</exception>
    /// <exception cref="TokenException">The token cannot be read.</exception>
    internal static string OfToken(TokenLocation location, string keyLabel)
    {
        using X509Certificate2 certificate = ActiveCertificate.Read(location, keyLabel);
        return Of(certificate);
    }
}
