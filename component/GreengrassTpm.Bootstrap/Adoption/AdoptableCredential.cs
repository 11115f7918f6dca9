using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>A credential on a token that somebody else has made: the decision whether it can be taken under management as it is.</summary>
/// <param name="Label">CKA_LABEL of its three objects.</param>
/// <param name="Id">Their CKA_ID in lower-case hexadecimal.</param>
/// <param name="KeyDigest">SHA-256 of the key's SubjectPublicKeyInfo in lower-case hexadecimal.</param>
/// <param name="CertificateId">SHA-256 of the certificate's DER in lower-case hexadecimal: its AWS IoT certificate id.</param>
/// <param name="Algorithm">The kind of key.</param>
internal sealed record AdoptableCredential(
    string Label,
    string Id,
    string KeyDigest,
    string CertificateId,
    KeyAlgorithm Algorithm
)
{
    private const string NothingChanged = "nothing was changed";
    private static readonly string[] LabelsOfRotations = [".next", ".previous"];

    /// <summary>Looks for the one credential that is meant.</summary>
    /// <param name="token">The token's label, for messages.</param>
    /// <param name="contents">What is on the token, seen with login.</param>
    /// <param name="label">The label of the one that is meant; null if there is only one.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CommandException">There is none, there are several, or it is none that a nucleus can use.</exception>
    internal static AdoptableCredential Find(string token, TokenContents contents, string? label, DateTimeOffset now)
    {
        string chosen = label ?? OnlyLabel(token, contents);
        if (LabelsOfRotations.Any(suffix => chosen.EndsWith(suffix, StringComparison.Ordinal)))
        {
            throw Refused(
                $"label {chosen} on token {token} ends as the labels do that a rotation uses",
                "give key and certificate another label, and the nucleus' configuration too"
            );
        }

        TokenObject privateKey = One(token, contents, TokenObjectClass.PrivateKey, chosen);
        TokenObject publicKey = One(token, contents, TokenObjectClass.PublicKey, chosen);
        TokenObject certificate = One(token, contents, TokenObjectClass.Certificate, chosen);
        RequirePair(token, privateKey, publicKey);
        using X509Certificate2 decoded = X509CertificateLoader.LoadCertificate(certificate.Content.Span);
        RequireSameKey(token, privateKey, decoded);
        CertificateFile.CheckTime(decoded, $"certificate {chosen} on token {token}", now);
        RequireOneId(token, contents, [privateKey, publicKey, certificate]);
        return new AdoptableCredential(
            chosen,
            privateKey.IdHex,
            privateKey.Identity.Digest,
            certificate.Identity.Digest,
            AlgorithmOf(decoded, chosen)
        );
    }

    private static string OnlyLabel(string token, TokenContents contents)
    {
        string[] labels =
        [
            .. contents
                .Objects.Where(item => item.Class == TokenObjectClass.PrivateKey)
                .Select(item => item.Label)
                .Distinct(),
        ];
        return labels switch
        {
            [string one] => one,
            [] => throw Refused(
                $"there is nothing to adopt: token {token} has no private key",
                "give the device a new credential instead: greengrass-tpm-bootstrap provision"
            ),
            _ => throw Refused(
                $"token {token} has several keys: {string.Join(", ", labels)}",
                "say which one the nucleus uses with --key-label LABEL"
            ),
        };
    }

    private static TokenObject One(string token, TokenContents contents, TokenObjectClass kind, string label)
    {
        TokenObject[] found = [.. contents.WithLabel(kind, label)];
        int unknown = contents.Unrecognised.Count(item => item.Class == kind && item.Label == label);
        return found.Length + unknown == 1 && found is [TokenObject one]
            ? one
            : throw Refused(
                $"token {token} has {found.Length + unknown} objects of class {kind} labelled {label}; a credential is one private key, one public key and one certificate",
                found.Length + unknown == 0
                    ? "finish what is missing (tpm2_ptool addcert, pkcs11-tool --write-object), or name the right label with --key-label LABEL"
                    : "a nucleus cannot tell them apart either: give those that it does not use another label"
            );
    }

    private static void RequirePair(string token, TokenObject privateKey, TokenObject publicKey)
    {
        if (privateKey.Identity.Digest != publicKey.Identity.Digest)
        {
            throw Refused(
                $"private and public key labelled {privateKey.Label} on token {token} do not belong together (SHA-256 {privateKey.Identity.Digest[..16]}… and {publicKey.Identity.Digest[..16]}…)",
                "give the one that is not the credential's another label"
            );
        }
    }

    private static void RequireSameKey(string token, TokenObject privateKey, X509Certificate2 certificate)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        if (digest != privateKey.Identity.Digest)
        {
            throw Refused(
                $"certificate {privateKey.Label} on token {token} is for another key (SHA-256 {digest[..16]}…) than the one beside it (SHA-256 {privateKey.Identity.Digest[..16]}…)",
                "store the certificate of this key, or name the label of a credential that is whole with --key-label LABEL"
            );
        }
    }

    // The classic nucleus pairs key and certificate by CKA_ID.
    private static void RequireOneId(string token, TokenContents contents, TokenObject[] credential)
    {
        string id = credential[0].IdHex;
        bool isTheirs = id.Length > 0 && credential.All(item => item.IdHex == id);
        int withId = contents.Objects.Count(item => item.IdHex == id) + contents.Unrecognised.Count(o => o.IdHex == id);
        if (!isTheirs || withId != credential.Length)
        {
            throw Refused(
                isTheirs
                    ? $"{withId} objects on token {token} have CKA_ID {id}, which is to belong to key and certificate {credential[0].Label} alone"
                    : $"the objects labelled {credential[0].Label} on token {token} have different CKA_IDs: {string.Join(", ", credential.Select(item => $"{item.Class} {(item.IdHex.Length > 0 ? item.IdHex : "none")}"))}",
                "give private key, public key and certificate one CKA_ID of their own: pkcs11-tool --set-id, or tpm2_ptool objmod"
            );
        }
    }

    private static KeyAlgorithm AlgorithmOf(X509Certificate2 certificate, string label)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        using ECDsa? ec = certificate.GetECDsaPublicKey();
        return (rsa?.KeySize, ec?.KeySize) switch
        {
            (2048, null) => KeyAlgorithm.Rsa2048,
            (3072, null) => KeyAlgorithm.Rsa3072,
            (null, 256) => KeyAlgorithm.EcP256,
            (null, 384) => KeyAlgorithm.EcP384,
            var (bits, curve) => throw Refused(
                $"key {label} is of a kind that this program does not know ({(bits is null ? $"EC, {curve} bits" : $"RSA, {bits} bits")})",
                "give the device a new credential instead: greengrass-tpm-bootstrap provision with another --store"
            ),
        };
    }

    private static CommandException Refused(string message, string hint) =>
        new(ExitCode.Configuration, $"{message}; {NothingChanged}", hint);
}
