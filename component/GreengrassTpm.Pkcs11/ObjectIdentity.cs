using System.Security.Cryptography;

namespace GreengrassTpm.Pkcs11;

/// <summary>What an object is, whatever it is labelled: its class and the SHA-256 of what it stands for.</summary>
/// <param name="Class">Private key, public key or certificate.</param>
/// <param name="Digest">
/// 64 lower-case hexadecimal digits: SHA-256 of the SubjectPublicKeyInfo (keys, RFC 5280, 4.1) or of the certificate's DER,
/// which is also the id that AWS IoT gives a certificate.
/// </param>
public readonly record struct ObjectIdentity(TokenObjectClass Class, string Digest)
{
    /// <summary>The identity of a private key, from its public part.</summary>
    public static ObjectIdentity OfPrivateKey(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        new(TokenObjectClass.PrivateKey, DigestOf(subjectPublicKeyInfo));

    /// <summary>The identity of a public key.</summary>
    public static ObjectIdentity OfPublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        new(TokenObjectClass.PublicKey, DigestOf(subjectPublicKeyInfo));

    /// <summary>The identity of a certificate.</summary>
    public static ObjectIdentity OfCertificate(ReadOnlySpan<byte> der) =>
        new(TokenObjectClass.Certificate, DigestOf(der));

    /// <summary>For messages: the class and the first 16 digits.</summary>
    public override string ToString() => $"{Class} {(Digest.Length > 16 ? Digest[..16] : Digest)}…";

    private static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
