using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Verification;

/// <summary>The certificate was issued by an authority that was named.</summary>
internal static class CertificateChain
{
    internal static Check Check { get; } =
        new("certificate.chain", "The certificate leads to the named authority", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Subject.DeviceAuthorities is { Count: > 0 } authorities
            ? ActiveCertificate.Judge(facts, certificate => Examine(certificate, authorities, facts.ExaminedAt))
            : Finding.Skipped("No authority was named.");

    private static Finding Examine(
        X509Certificate2 certificate,
        X509Certificate2Collection authorities,
        DateTimeOffset now
    )
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;

        // Validity is a check of its own.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate)
            ? Finding.Ok($"{certificate.Subject} leads to {chain.ChainElements[^1].Certificate.Subject}.")
            : Finding.Failed(
                $"{certificate.Subject}, issued by {certificate.Issuer}, does not lead to the named authority: {string.Join(' ', chain.ChainStatus.Select(status => status.StatusInformation.Trim()))}",
                "Name the authority that issued it, or rotate the credential with the right issuer."
            );
    }
}
