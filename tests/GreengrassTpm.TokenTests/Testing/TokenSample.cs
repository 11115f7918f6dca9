using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Testing;

/// <summary>A token with a credential that other programs than ours have made.</summary>
internal static class TokenSample
{
    internal const string Label = "greenkey";
    internal const string KeyId = "a1b2c3";
    internal const string Pin = "1234-5678";
    internal const string SoPin = "so-1234-5678";

    internal static TokenAccess Access(SoftwareTpm tpm) => new(SoftwareTpm.ModulePath, "ground", Pin, tpm.Environment);

    internal static TokenAccess Access(SoftHsm hsm) => new(SoftHsm.ModulePath, "ground", Pin, hsm.Environment);

    internal static Pkcs11Tool MakeKey(TokenAccess token, string type = "EC:prime256v1")
    {
        var tool = new Pkcs11Tool(token);
        tool.InitToken(SoPin);
        tool.GenerateKeyPair(type, Label, KeyId);
        return tool;
    }

    /// <summary>Certifies a key of the token and writes the certificate there.</summary>
    internal static X509Certificate2 Certify(
        TokenAccess token,
        TestAuthority authority,
        string keyId = KeyId,
        string certificateId = KeyId
    )
    {
        var tool = new Pkcs11Tool(token);
        var certificate = authority.Issue(tool.ReadPublicKey(keyId), "CN=thing");
        using var folder = PrivateFolder.Create();
        var file = folder.File("certificate.der");
        File.WriteAllBytes(file, certificate.RawData);
        tool.WriteCertificate(file, Label, certificateId);
        return certificate;
    }
}
