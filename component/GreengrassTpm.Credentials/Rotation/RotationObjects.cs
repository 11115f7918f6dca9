using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>Which objects a rotation exchanges, and where each stands before and after.</summary>
public static class RotationObjects
{
    /// <summary>What is added to the active label while a credential is staged.</summary>
    public const string StagedSuffix = ".next";

    /// <summary>What is added to the active label when a credential has been replaced.</summary>
    public const string PreviousSuffix = ".previous";

    /// <summary>Lists the objects of a switch.</summary>
    /// <param name="label">The active label.</param>
    /// <param name="active">The objects under the active label: two keys and a certificate.</param>
    /// <param name="staged">The identities of the objects that are to take their place: of a certificate alone where the key stays.</param>
    /// <param name="stagedId">The CKA_ID of the staged objects, in lower-case hexadecimal.</param>
    /// <param name="previousId">The CKA_ID that the replaced objects get: another one, because for a moment both exist.</param>
    /// <returns>The objects of the active credential that leave, and those that arrive; a key that stays is not among them.</returns>
    public static IReadOnlyList<RotationObject> Of(
        string label,
        IReadOnlyList<TokenObject> active,
        IReadOnlyList<ObjectIdentity> staged,
        string stagedId,
        string previousId
    )
    {
        var activePlace = new TokenPlace(
            label,
            active.First(found => found.Class == TokenObjectClass.Certificate).IdHex
        );
        var stagedPlace = new TokenPlace(label + StagedSuffix, stagedId);
        var previousPlace = new TokenPlace(label + PreviousSuffix, previousId);
        var arriving = staged.Select(identity => identity.Class).ToHashSet();
        return
        [
            .. active
                .Where(found => arriving.Contains(found.Class))
                .Select(found => new RotationObject(
                    RotationRole.Previous,
                    found.Class,
                    found.Identity.Digest,
                    activePlace,
                    previousPlace
                )),
            .. staged.Select(identity => new RotationObject(
                RotationRole.Staged,
                identity.Class,
                identity.Digest,
                stagedPlace,
                activePlace
            )),
        ];
    }
}
