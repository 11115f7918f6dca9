namespace GreengrassTpm.Verification;

/// <summary>Whose name the certificate bears. AWS IoT's own bear none of the device: they are known by their id.</summary>
internal static class CertificateSubject
{
    internal static Check Check { get; } = new("certificate.subject", "The certificate's subject", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        ActiveCertificate.Judge(
            facts,
            certificate =>
                certificate.Subject.Length == 0
                    ? Finding.Warning(
                        "The certificate has no subject.",
                        "Issue certificates with a subject: some readers of the token refuse an empty one."
                    )
                    : Finding.Ok(
                        $"{certificate.Subject}, issued by {certificate.Issuer}; certificate id {ActiveCertificate.Find(facts)!.Identity.Digest}."
                    )
        );
}
