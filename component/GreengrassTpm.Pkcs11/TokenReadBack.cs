namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A token as it was read back after a write, by a module that was opened afresh and is logged in. Of use only within the call
/// that it is shown to.
/// </summary>
public sealed class TokenReadBack
{
    private readonly TokenSession _session;

    internal TokenReadBack(TokenSession session, TokenContents contents)
    {
        _session = session;
        Contents = contents;
    }

    /// <summary>What the token says of itself.</summary>
    public TokenInformation Token => _session.Token;

    /// <summary>All keys and certificates.</summary>
    public TokenContents Contents { get; }

    /// <summary>A delegate that signs with one key, within the same call.</summary>
    /// <exception cref="ObjectNotFoundException">There is no such key.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    public SignOnToken SignerOf(ObjectIdentity privateKey) => _session.SignerOf(privateKey);
}
