namespace GreengrassTpm.Pkcs11;

/// <summary>The keys and certificates of a token at one moment. Without login, a token shows no private keys.</summary>
/// <param name="Objects">All that could be identified, in the module's order.</param>
/// <param name="Unrecognised">All that could not.</param>
public sealed record TokenContents(IReadOnlyList<TokenObject> Objects, IReadOnlyList<UnrecognisedObject> Unrecognised)
{
    /// <summary>How many objects of other classes there are: secret keys, data. They are counted, and not touched.</summary>
    public int Others { get; init; }

    /// <summary>All objects of a class that carry a label.</summary>
    public IEnumerable<TokenObject> WithLabel(TokenObjectClass @class, string label) =>
        Objects.Where(candidate => candidate.Class == @class && candidate.Label == label);

    /// <summary>All objects of any class that have an id.</summary>
    public IEnumerable<TokenObject> WithId(ReadOnlyMemory<byte> id) =>
        Objects.Where(candidate => candidate.Id.Span.SequenceEqual(id.Span));

    /// <summary>The object with an identity, or <see langword="null"/>; the first of several (see <see cref="All"/>).</summary>
    public TokenObject? Find(ObjectIdentity identity) =>
        Objects.FirstOrDefault(candidate => candidate.Identity == identity);

    /// <summary>All objects with an identity: one, unless the same certificate or public key is stored twice.</summary>
    public IEnumerable<TokenObject> All(ObjectIdentity identity) =>
        Objects.Where(candidate => candidate.Identity == identity);
}
