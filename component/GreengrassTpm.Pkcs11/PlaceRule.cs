namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Within a class a label and an id belong to one object. The nucleus' TLS library fails on two private keys with one
/// label, and SunPKCS11 on two with one id or two certificates with one label.
/// </summary>
internal static class PlaceRule
{
    /// <summary>Makes sure that no other object of a class has a label or an id.</summary>
    /// <param name="tokenLabel">For the message.</param>
    /// <param name="contents">What is on the token.</param>
    /// <param name="class">The class.</param>
    /// <param name="label">The label that is to be given.</param>
    /// <param name="id">The id that is to be given.</param>
    /// <param name="except">The object that is to get them, if it is there already, and its present id.</param>
    /// <exception cref="PlaceTakenException">One has.</exception>
    public static void RequireFree(
        string tokenLabel,
        TokenContents contents,
        TokenObjectClass @class,
        string label,
        ReadOnlyMemory<byte> id,
        (ObjectIdentity Identity, ReadOnlyMemory<byte> Id)? except
    )
    {
        IEnumerable<(string Label, ReadOnlyMemory<byte> Id)> identified = contents
            .Objects.Where(one => one.Class == @class)
            .Where(one => except is null || one.Identity != except.Value.Identity || !Same(one.Id, except.Value.Id))
            .Select(one => (one.Label, one.Id));
        IEnumerable<(string Label, ReadOnlyMemory<byte> Id)> others = contents
            .Unrecognised.Where(one => one.Class == @class)
            .Select(one => (one.Label, one.Id));
        foreach ((string otherLabel, ReadOnlyMemory<byte> otherId) in identified.Concat(others))
        {
            if (otherLabel == label)
            {
                throw new PlaceTakenException(tokenLabel, @class, $"the label '{label}'");
            }

            if (Same(otherId, id))
            {
                throw new PlaceTakenException(tokenLabel, @class, $"the id {Convert.ToHexStringLower(id.Span)}");
            }
        }
    }

    private static bool Same(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        one.Span.SequenceEqual(other.Span);
}
