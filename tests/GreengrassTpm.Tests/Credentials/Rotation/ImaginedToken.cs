using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>
/// A rotation's objects, and a token's contents as plain data: the rules of the switch are about order, and every order of
/// events is tried here. What a real token does with these writes is the token tests' subject.
/// </summary>
internal static class ImaginedToken
{
    public const string Label = "greenkey";
    public const string ActiveId = "01";
    private const string StagedId = "02";
    private const string PreviousId = "03";

    public static readonly IReadOnlyList<TokenObject> Active =
    [
        Object(TokenObjectClass.PrivateKey, "old-key", Label, ActiveId),
        Object(TokenObjectClass.PublicKey, "old-key", Label, ActiveId),
        Object(TokenObjectClass.Certificate, "old-certificate", Label, ActiveId),
    ];

    public static readonly IReadOnlyList<TokenObject> Staged =
    [
        Object(TokenObjectClass.PrivateKey, "new-key", Label + ".next", StagedId),
        Object(TokenObjectClass.PublicKey, "new-key", Label + ".next", StagedId),
        Object(TokenObjectClass.Certificate, "new-certificate", Label + ".next", StagedId),
    ];

    public static IReadOnlyList<RotationObject> RotationOfAll { get; } =
        RotationObjects.Of(Label, Active, [.. Staged.Select(found => found.Identity)], StagedId, PreviousId);

    public static IReadOnlyList<RotationObject> RotationOfCertificate { get; } =
        RotationObjects.Of(Label, Active, [Staged[2].Identity], StagedId, PreviousId);

    public static TokenContents Holding(params IEnumerable<TokenObject> objects) => new([.. objects], []);

    /// <summary>Every state of the token from before the first write until after the last.</summary>
    public static IEnumerable<TokenContents> Through(
        IReadOnlyList<RotationObject> objects,
        SwitchDirection direction,
        TokenContents start
    )
    {
        yield return start;
        foreach (var write in SwitchPlan.Make(objects, direction, start).Writes)
        {
            start = After(start, write);
            yield return start;
        }
    }

    public static TokenContents After(TokenContents contents, SwitchWrite write) =>
        Holding(
            contents.Objects.Select(found =>
                found.Identity == write.Identity
                    ? found with
                    {
                        Label = write.To.Label,
                        Id = Convert.FromHexString(write.To.Id),
                    }
                    : found
            )
        );

    private static TokenObject Object(TokenObjectClass @class, string digest, string label, string id) =>
        new(new ObjectIdentity(@class, digest), label, Convert.FromHexString(id), default);
}
