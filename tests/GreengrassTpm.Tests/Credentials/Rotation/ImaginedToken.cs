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
        ObjectsOf(RotationMode.KeyAndCertificate, Staged);

    public static IReadOnlyList<RotationObject> RotationOfCertificate { get; } =
        ObjectsOf(RotationMode.CertificateOnly, [Staged[2]]);

    /// <summary>A rotation in a state, with all its objects.</summary>
    public static Rotation In(RotationState state) => Telling(state) with { Objects = RotationOfAll };

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

    private static RotationObject[] ObjectsOf(RotationMode mode, IReadOnlyList<TokenObject> staged)
    {
        var active = new ActiveCredential(Label, Active[2], Active[1], Active[0]);
        var begun = Telling(RotationState.Planned) with { Objects = RotationObjects.Leaving(active, mode, PreviousId) };
        return [.. begun.Objects, .. staged.Select(found => RotationObjects.Arriving(begun, found.Identity))];
    }

    private static Rotation Telling(RotationState state) =>
        new()
        {
            Name = "r",
            State = state,
            Began = default,
            Reached = default,
            Latest = new JournalRecord
            {
                Rotation = "r",
                State = state,
                Time = default,
            },
            Label = Label,
            StagedId = StagedId,
        };

    private static TokenObject Object(TokenObjectClass @class, string digest, string label, string id) =>
        new(new ObjectIdentity(@class, digest), label, Convert.FromHexString(id), default);
}
