namespace GreengrassTpm.Pkcs11;

/// <summary>What the token has to show after a write, collected while writing and compared with what is read back.</summary>
internal sealed class WriteExpectations
{
    // Class and CKA_ID are unique on a token that this product writes to, so identity and id name one object. A null label
    // says that the object has to be gone.
    private readonly Dictionary<(ObjectIdentity Identity, string Id), string?> _labels = [];
    private readonly List<UnrecognisedObject> _removed = [];

    /// <summary>An object was made, or moved here.</summary>
    public void Present(ObjectIdentity identity, string id, string label) => _labels[(identity, id)] = label;

    /// <summary>An object was destroyed, or moved away from here.</summary>
    public void Absent(ObjectIdentity identity, string id) => _labels[(identity, id)] = null;

    /// <summary>An object that could not be identified was destroyed.</summary>
    public void Absent(UnrecognisedObject half) => _removed.Add(half);

    /// <summary>Everything that is not as it was written; empty = all is.</summary>
    public IReadOnlyList<string> Differences(TokenContents contents) =>
        [
            .. _labels.Select(pair => Difference(pair.Key, pair.Value, contents)).OfType<string>(),
            .. _removed
                .Where(half => contents.Unrecognised.Any(one => one.StandsAt(half.Class, half.Label, half.Id)))
                .Select(half => $"a {half.Class} with id {half.IdHex} is still there, labelled '{half.Label}'"),
        ];

    private static string? Difference((ObjectIdentity, string) key, string? label, TokenContents contents)
    {
        (ObjectIdentity identity, string id) = key;
        TokenObject? found = contents.All(identity).FirstOrDefault(candidate => candidate.IdHex == id);
        return (label, found) switch
        {
            (null, null) => null,
            (null, _) => $"{identity} with id {id} is still there, labelled '{found.Label}'",
            (_, null) => $"{identity} with id {id} and label '{label}' is missing",
            _ => found.Label == label ? null : $"{identity} with id {id} is labelled '{found.Label}', not '{label}'",
        };
    }
}
