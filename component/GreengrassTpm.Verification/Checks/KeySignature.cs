using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Verification;

/// <summary>What the private key signs, the certificate verifies: they belong together, and the key works.</summary>
internal static class KeySignature
{
    internal static Check Check { get; } = new("key.signature", "Key and certificate belong together", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Signature.Judge(signature =>
            signature.Refusal is { } refusal
                ? Finding.Failed(
                    $"The token did not sign: {refusal}",
                    "Look at the TPM and its resource manager; without a signature the device cannot connect."
                )
                : ActiveCertificate.Judge(facts, certificate => Examine(signature, certificate))
        );

    private static Finding Examine(SignatureFacts signature, X509Certificate2 certificate) =>
        Verifies(signature, certificate)
            ? Finding.Ok("A signature of the private key verifies with the certificate.")
            : Finding.Failed(
                "A signature of the private key does not verify with the certificate: it is for another key.",
                "Put the certificate of this key under the label, or rotate the credential."
            );

    private static bool Verifies(SignatureFacts signature, X509Certificate2 certificate)
    {
        using ECDsa? ec = certificate.GetECDsaPublicKey();
        using RSA? rsa = certificate.GetRSAPublicKey();
        return ec?.VerifyHash(signature.Digest.Span, signature.Signature.Span) == true
            || rsa?.VerifyHash(
                signature.Digest.Span,
                signature.Signature.Span,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            ) == true;
    }
}
