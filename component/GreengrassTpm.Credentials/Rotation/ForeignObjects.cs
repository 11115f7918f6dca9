using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>Objects of somebody else where a rotation puts its own.</summary>
public static class ForeignObjects
{
    /// <summary>Makes sure that the labels of staged and replaced credentials are free.</summary>
    /// <param name="tokenLabel">The token's label, for the message.</param>
    /// <param name="contents">The token, seen with login, without what earlier rotations have left.</param>
    /// <param name="label">The active label.</param>
    /// <exception cref="ForeignObjectException">One of them is carried by an object.</exception>
    public static void RequireNone(string tokenLabel, TokenContents contents, string label)
    {
        string[] reserved = [label + RotationObjects.StagedSuffix, label + RotationObjects.PreviousSuffix];
        var found = All(contents).FirstOrDefault(one => reserved.Contains(one.Label));
        if (found.Words is not null)
        {
            throw new ForeignObjectException(tokenLabel, $"{found.Words} labelled '{found.Label}'");
        }
    }

    /// <summary>The objects of a class that have a place's label or id.</summary>
    internal static IEnumerable<string> At(TokenContents contents, TokenObjectClass @class, TokenPlace place) =>
        All(contents)
            .Where(one => one.Class == @class && (one.Label == place.Label || one.Id == place.Id))
            .Select(one => $"{one.Words} labelled '{one.Label}'");

    private static IEnumerable<(TokenObjectClass Class, string Label, string Id, string Words)> All(
        TokenContents contents
    ) =>
        contents
            .Objects.Select(one => (one.Class, one.Label, one.IdHex, $"a {one.Identity}"))
            .Concat(
                contents.Unrecognised.Select(one =>
                    (one.Class, one.Label, Convert.ToHexStringLower(one.Id.Span), $"a {one.Class} ({one.Reason})")
                )
            );
}
