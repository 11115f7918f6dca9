using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>The credential under the active label, whole: one private key, one public key and one certificate that belong together.</summary>
/// <param name="Label">The active label.</param>
/// <param name="Certificate">The certificate.</param>
/// <param name="PublicKey">Its public key.</param>
/// <param name="PrivateKey">Its private key; null where the token was seen without login.</param>
public sealed record ActiveCredential(
    string Label,
    TokenObject Certificate,
    TokenObject PublicKey,
    TokenObject? PrivateKey
)
{
    /// <summary>The credential as the ports of a rotation are told of it.</summary>
    public CredentialReference Reference => new(Label, Certificate.Identity.Digest);

    /// <summary>Its objects.</summary>
    public IReadOnlyList<TokenObject> Objects =>
        PrivateKey is null ? [PublicKey, Certificate] : [PrivateKey, PublicKey, Certificate];

    /// <summary>Whether a whole credential stands under a label.</summary>
    /// <param name="contents">The token, seen with login.</param>
    /// <param name="label">The label.</param>
    /// <returns>True where <see cref="Of"/> finds it.</returns>
    public static bool Stands(TokenContents contents, string label)
    {
        try
        {
            Of("", contents, label, loggedIn: true);
            return true;
        }
        catch (CredentialUnusableException)
        {
            return false;
        }
    }

    /// <summary>Finds it.</summary>
    /// <param name="tokenLabel">The token's label, for the message.</param>
    /// <param name="contents">The token.</param>
    /// <param name="label">The active label.</param>
    /// <param name="loggedIn">Whether the contents were seen with login, and so show private keys.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="CredentialUnusableException">It is not whole, or the label does not say which it is.</exception>
    public static ActiveCredential Of(string tokenLabel, TokenContents contents, string label, bool loggedIn)
    {
        var certificate = One(TokenObjectClass.Certificate);
        var publicKey = One(TokenObjectClass.PublicKey);
        var privateKey = loggedIn ? One(TokenObjectClass.PrivateKey) : null;
        var found = new ActiveCredential(label, certificate, publicKey, privateKey);
        var key = CertificateKey.DigestOf(certificate.Content.Span);
        if (publicKey.Identity.Digest != key || (privateKey is not null && privateKey.Identity.Digest != key))
        {
            throw Unusable("the certificate is for another key.");
        }

        return found.Objects.All(one => one.IdHex == certificate.IdHex)
            ? found
            : throw Unusable("its objects do not share one CKA_ID.");

        TokenObject One(TokenObjectClass @class)
        {
            TokenObject[] all = [.. contents.WithLabel(@class, label)];
            var strange = contents.Unrecognised.Count(one => one.Class == @class && one.Label == label);
            return all.Length == 1 && strange == 0
                ? all[0]
                : throw Unusable($"{all.Length + strange} objects of the class {@class} carry that label, not one.");
        }

        CredentialUnusableException Unusable(string reason) => new(tokenLabel, label, reason);
    }
}
