using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>Certification requests (PKCS#10, RFC 2986) for keys that cannot leave their token.</summary>
public static class Pkcs10
{
    /// <summary>Makes a request, signed by the token: ECDSA with the curve's digest, or RSA PKCS#1 v1.5 with SHA-256.</summary>
    /// <param name="subject">The subject's name.</param>
    /// <param name="privateKey">The key, as the token lists it.</param>
    /// <param name="sign">Signs with that key.</param>
    /// <returns>The request in DER.</returns>
    /// <exception cref="NotSupportedException">The key is on another curve than P-256 and P-384.</exception>
    /// <exception cref="TokenException">The token did not sign.</exception>
    public static byte[] Create(X500DistinguishedName subject, TokenObject privateKey, SignOnToken sign)
    {
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(privateKey.Content.Span, out _);
        var generator = new TokenSignatureGenerator(publicKey, sign);
        return new CertificateRequest(subject, publicKey, generator.Digest).CreateSigningRequest(generator);
    }
}
