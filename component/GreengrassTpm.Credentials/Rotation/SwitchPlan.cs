using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// The writes that are missing for one credential to stand under the active label and the other beside it. tpm2-pkcs11 has
/// no transaction over several objects, so the order decides what a nucleus sees that starts in the middle.
/// </summary>
/// <remarks>
/// The credential that leaves goes public key, certificate, private key; the one that arrives comes private key,
/// certificate, public key. Between the first and the last write that matter, a nucleus finds no such alias and fails
/// cleanly; in no state does it find a certificate with another credential's key, nor two objects of a class under the
/// active label.
/// </remarks>
/// <param name="Writes">The missing writes, in the order in which they must be made; empty where nothing is missing.</param>
/// <param name="Missing">Objects of the rotation that the token does not hold: with any, the direction cannot be completed.</param>
public sealed record SwitchPlan(IReadOnlyList<SwitchWrite> Writes, IReadOnlyList<RotationObject> Missing)
{
    /// <summary>Compares a token with what a rotation wants of it.</summary>
    /// <param name="objects">The objects of the rotation, from its journal.</param>
    /// <param name="direction">Which credential is to be active.</param>
    /// <param name="contents">The token, as it is now, seen with login.</param>
    /// <returns>What is missing.</returns>
    public static SwitchPlan Make(
        IReadOnlyList<RotationObject> objects,
        SwitchDirection direction,
        TokenContents contents
    )
    {
        var missing = objects.Where(wanted => contents.Find(wanted.Identity) is null).ToList();
        var writes = objects
            .Except(missing)
            .OrderBy(wanted => Turn(wanted, direction))
            .Select(wanted => new SwitchWrite(wanted.Identity, PlaceOf(wanted, direction)))
            .Where(write => !Stands(contents, write))
            .ToList();
        return new(writes, missing);
    }

    private static TokenPlace PlaceOf(RotationObject wanted, SwitchDirection direction) =>
        direction == SwitchDirection.Forward ? wanted.After : wanted.Before;

    private static bool Stands(TokenContents contents, SwitchWrite write) =>
        contents.All(write.Identity).Any(found => found.Label == write.To.Label && found.IdHex == write.To.Id);

    private static int Turn(RotationObject wanted, SwitchDirection direction)
    {
        var leaves = wanted.Role == RotationRole.Previous == (direction == SwitchDirection.Forward);
        return (leaves, wanted.Class) switch
        {
            (true, TokenObjectClass.PublicKey) => 0,
            (true, TokenObjectClass.Certificate) => 1,
            (true, TokenObjectClass.PrivateKey) => 2,
            (false, TokenObjectClass.PrivateKey) => 3,
            (false, TokenObjectClass.Certificate) => 4,
            _ => 5,
        };
    }
}
