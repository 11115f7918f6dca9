using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The objects on a token that belong to the recorded key, told apart from all others by CKA_ID.</summary>
/// <param name="contents">What is on the token.</param>
/// <param name="key">The key, if one is recorded.</param>
internal sealed class KeyPair(TokenContents contents, RecordedKey? key)
{
    private readonly ILookup<TokenObjectClass, TokenObject> _ours = contents
        .Objects.Where(item => item.IdHex == key?.Id)
        .ToLookup(item => item.Class);

    /// <summary>Whether there is exactly one private and one public key, and they belong together.</summary>
    internal bool IsComplete =>
        _ours[TokenObjectClass.PrivateKey].ToArray() is [TokenObject privateKey]
        && _ours[TokenObjectClass.PublicKey].ToArray() is [TokenObject publicKey]
        && privateKey.Identity.Digest == publicKey.Identity.Digest;

    /// <summary>SHA-256 of the SubjectPublicKeyInfo of a complete pair.</summary>
    internal string Digest => _ours[TokenObjectClass.PrivateKey].First().Identity.Digest;

    /// <summary>An object that has our label but is not ours, in words.</summary>
    internal string? Foreign(string label) =>
        contents
            .Objects.Where(item => item.Label == label && item.IdHex != key?.Id)
            .Select(item => item.Identity.ToString())
            .Concat(
                contents.Unrecognised.Where(item => item.Label == label).Select(item => $"{item.Class}, {item.Reason}")
            )
            .FirstOrDefault();
}
