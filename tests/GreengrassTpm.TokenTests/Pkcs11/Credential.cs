using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>Certificates for keys of a token.</summary>
internal static class Credential
{
    public static readonly byte[] Id = Convert.FromHexString("00112233445566778899aabbccddeeff");
    public static readonly byte[] OtherId = Convert.FromHexString("ffeeddccbbaa99887766554433221100");

    /// <summary>A certificate (DER) for a key.</summary>
    public static byte[] Certify(TestAuthority authority, TokenObject key)
    {
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.Content.Span, out _);
        using X509Certificate2 certificate = authority.Issue(publicKey, "CN=thing-1");
        return certificate.RawData;
    }
}
