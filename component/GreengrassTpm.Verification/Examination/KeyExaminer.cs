using System.Security.Cryptography;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Looks at the active private key on a token that is logged in.</summary>
internal static class KeyExaminer
{
    // PKCS#1 v1.5 (RFC 8017, 9.2): the DigestInfo in front of a SHA-256.
    private static readonly byte[] Sha256Prefix = Convert.FromHexString("3031300d060960864801650304020105000420");

    /// <summary>The one private key that carries the label.</summary>
    internal static Fact<TokenObject> Find(Fact<ObjectFacts> objects, string label) =>
        objects.Then<TokenObject>(facts =>
            (
                facts.WithLogin,
                Keys: facts.Contents.WithLabel(TokenObjectClass.PrivateKey, label).Take(2).ToArray()
            ) switch
            {
                (false, _) => Finding.Unseen("The private key was not seen: the token shows none without a login."),
                (true, [TokenObject key]) => key,
                _ => Finding.Unseen($"There is not exactly one private key labelled '{label}'."),
            }
        );

    /// <summary>How it is kept, as the module says.</summary>
    internal static Fact<KeyProtection> ReadProtection(TokenReader reader, Fact<TokenObject> key) =>
        key.Then(found => TokenExaminer.Try<KeyProtection>(() => reader.ReadProtection(found.Identity)));

    /// <summary>The key as the TPM made it.</summary>
    internal static Fact<TpmKeyBlobs> ReadBlobs(TokenReader reader, Fact<TokenObject> key) =>
        key.Then(found =>
            TokenExaminer.Try<TpmKeyBlobs>(() =>
                reader.ReadTpmBlobs(found.Identity) is { } blobs
                    ? blobs
                    : Finding.Skipped("The module does not show how the TPM made the key: it is not tpm2-pkcs11.")
            )
        );

    /// <summary>Has it sign something that nobody has asked it to sign before.</summary>
    internal static Fact<SignatureFacts> Sign(TokenReader reader, Fact<TokenObject> key) =>
        key.Then<SignatureFacts>(found =>
        {
            byte[] digest = SHA256.HashData(RandomNumberGenerator.GetBytes(32));
            bool isRsa = IsRsa(found.Content.Span);
            byte[] input = isRsa ? [.. Sha256Prefix, .. digest] : digest;
            try
            {
                byte[] signature = reader.Sign(
                    found.Identity,
                    isRsa ? TokenSignature.RsaPkcs1 : TokenSignature.Ecdsa,
                    input
                );
                return new SignatureFacts(found, digest, signature);
            }
            catch (TokenException error)
            {
                return new SignatureFacts(found, digest, default, error.Message);
            }
        });

    private static bool IsRsa(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        using RSA rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
