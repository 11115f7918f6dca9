namespace GreengrassTpm.Verification;

/// <summary>AWS' Secret Manager component encrypts its secrets with the device's key, and can do so with an RSA key only.</summary>
internal static class NucleusSecretManager
{
    internal static Check Check { get; } =
        new("nucleus.secret-manager", "Secret Manager can use the key", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Nucleus.Judge(nucleus =>
            nucleus.HasSecretManager
                ? ActiveCertificate.Judge(
                    facts,
                    certificate =>
                        ActiveCertificate.IsRsa(certificate)
                            ? Finding.Ok("Secret Manager is on the device, and the active key is an RSA key.")
                            : Finding.Warning(
                                "Secret Manager is on the device, and the active key is an EC key, with which it cannot encrypt.",
                                "Rotate to an RSA key (keyAlgorithm rsa-2048); its secrets must then be fetched from the cloud again."
                            )
                )
                : Finding.Ok("Secret Manager is not on the device.")
        );
}
