using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>A private key and the certificate for it.</summary>
/// <param name="PrivateKey">The key, which stays on the token.</param>
/// <param name="Certificate">The certificate.</param>
internal sealed record TokenCredential(TokenObject PrivateKey, TokenObject Certificate)
{
    /// <summary>The decision alone: which objects a label stands for, as the nucleus would decide.</summary>
    /// <exception cref="CredentialUnusableException">
    /// Not exactly one private key and one certificate carry the label, or they do not belong together.
    /// </exception>
    public static TokenCredential Choose(string tokenLabel, TokenContents contents, string label)
    {
        TokenObject privateKey = One(TokenObjectClass.PrivateKey, "private key");
        TokenObject certificate = One(TokenObjectClass.Certificate, "certificate");
        using X509Certificate2 parsed = X509CertificateLoader.LoadCertificate(certificate.Content.Span);
        return ObjectIdentity.OfPrivateKey(parsed.PublicKey.ExportSubjectPublicKeyInfo()) == privateKey.Identity
            ? new TokenCredential(privateKey, certificate)
            : throw Unusable("the certificate is for another key.");

        TokenObject One(TokenObjectClass @class, string name)
        {
            TokenObject[] found = [.. contents.WithLabel(@class, label)];
            return found.Length switch
            {
                1 => found[0],
                0 => throw Unusable($"no {name} carries that label."),
                _ => throw Unusable($"{found.Length} objects of the kind {name} carry that label."),
            };
        }

        CredentialUnusableException Unusable(string reason) => new(tokenLabel, label, reason);
    }

    /// <summary>The decision alone: a certificate, whatever its label, and the key that it was issued for.</summary>
    /// <exception cref="CredentialUnusableException">The certificate or its key is not on the token.</exception>
    public static TokenCredential Choose(string tokenLabel, TokenContents contents, ObjectIdentity certificate)
    {
        TokenObject found =
            contents.Find(certificate)
            ?? throw new CredentialUnusableException(tokenLabel, certificate.ToString(), "it is not there.");
        using X509Certificate2 parsed = X509CertificateLoader.LoadCertificate(found.Content.Span);
        var key = ObjectIdentity.OfPrivateKey(parsed.PublicKey.ExportSubjectPublicKeyInfo());
        return contents.Find(key) is TokenObject privateKey
            ? new TokenCredential(privateKey, found)
            : throw new CredentialUnusableException(tokenLabel, found.Label, $"its {key} is not there.");
    }
}
