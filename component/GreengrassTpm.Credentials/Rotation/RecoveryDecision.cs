using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>What a recovery does on the token.</summary>
public enum RecoveryAction
{
    /// <summary>Nothing: the token is as the journal says, or what is open can wait for the rotation itself.</summary>
    None,

    /// <summary>Make the writes that are missing for the new credential to be active.</summary>
    Complete,

    /// <summary>Make the writes that are missing for the previous credential to be active again.</summary>
    RollBack,

    /// <summary>Store the new certificate again, from the journal, and compare once more.</summary>
    StoreAgain,

    /// <summary>No credential can be made whole: change nothing and call for help.</summary>
    Report,
}

/// <summary>What is to be done on the token after a start in the middle of a rotation; decided without a network.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Plan">The writes to make; empty unless the action makes any.</param>
/// <param name="Reason">Why, in words for an operator; no full stop.</param>
public sealed record RecoveryDecision(RecoveryAction Action, SwitchPlan Plan, string Reason)
{
    private static readonly SwitchPlan Nothing = new([], []);

    /// <summary>What is so once it is done, in words for an operator; no full stop.</summary>
    /// <param name="label">The active label.</param>
    public string Outcome(string label) =>
        Action switch
        {
            RecoveryAction.Complete => $"the new credential carries label '{label}'",
            RecoveryAction.RollBack => $"the previous credential carries label '{label}' again",
            _ => Reason,
        };

    /// <summary>
    /// Whether a rotation in this state can need anything of a recovery. Only then is the token opened and the PIN used: a
    /// power cut after the use of a PIN counts as a failed try in the chip.
    /// </summary>
    /// <param name="state">The rotation's latest state.</param>
    /// <returns>False up to Proved, where the active credential was never touched, and at every end.</returns>
    public static bool IsNeededIn(RotationState state) =>
        state
            is RotationState.Switching
                or RotationState.Switched
                or RotationState.Confirmed
                or RotationState.Retiring
                or RotationState.RollingBack;

    /// <summary>
    /// Whether a rotation can need anything of a recovery where a damaged line stands behind its latest record: as soon as
    /// that line may have said that the exchange of labels began.
    /// </summary>
    /// <param name="state">The latest state that can be read.</param>
    /// <returns>False where the new objects are not all on record yet, while it is abandoned, and at every end.</returns>
    public static bool IsNeededInDoubtIn(RotationState state) =>
        IsNeededIn(state)
        || state is RotationState.CertificateIssued or RotationState.CertificateStored or RotationState.Proved;

    /// <summary>Compares the token with the journal. The store may lag behind the journal after a power cut.</summary>
    /// <param name="rotation">The unfinished rotation.</param>
    /// <param name="contents">The token as it is now, seen with login.</param>
    /// <returns>What to do.</returns>
    public static RecoveryDecision Make(Rotation rotation, TokenContents contents) =>
        IsNeededIn(rotation.State)
            ? Make(rotation, contents, rotation.State == RotationState.RollingBack ? "the rollback was cut off" : null)
            : new(RecoveryAction.None, Nothing, "the active credential has not been touched");

    /// <summary>
    /// Compares the token with a journal in which a damaged line stands behind the rotation's latest record, so that nobody
    /// knows whether the new credential was to stay or to go. What is whole stays. Where nothing is, the previous credential
    /// comes back: it works until it is given up, which no step does before Confirmed; from then on the new one is completed.
    /// </summary>
    /// <param name="rotation">The unfinished rotation, as far as it can be read.</param>
    /// <param name="contents">The token as it is now, seen with login.</param>
    /// <returns>What to do.</returns>
    public static RecoveryDecision MakeInDoubt(Rotation rotation, TokenContents contents)
    {
        const string Doubt = "a damaged line of the journal hides how far the rotation had come";
        if (!IsNeededInDoubtIn(rotation.State) || ActiveCredential.Stands(contents, rotation.Label))
        {
            return new(
                RecoveryAction.None,
                Nothing,
                $"{Doubt}; what carries label '{rotation.Label}' was left as it is"
            );
        }

        var mayBeGivenUp = rotation.State is RotationState.Confirmed or RotationState.Retiring;
        var decision = Make(rotation, contents, mayBeGivenUp ? null : Doubt);
        return decision.Action is RecoveryAction.Complete or RecoveryAction.RollBack && decision.Plan.Writes.Count == 0
            ? Report(
                $"{Doubt}; what carries label '{rotation.Label}' is not whole, and no write of an exchange is missing"
            )
            : decision;
    }

    private static RecoveryDecision Make(Rotation rotation, TokenContents contents, string? wishesBack)
    {
        var forward = SwitchPlan.Make(rotation.Objects, SwitchDirection.Forward, contents);
        var back = SwitchPlan.Make(rotation.Objects, SwitchDirection.Back, contents);
        if (LacksCertificateAlone(rotation, forward))
        {
            return new(RecoveryAction.StoreAgain, Nothing, "the new certificate was gone from the token");
        }

        // A certificate that is given up in the cloud is no way out, however whole its objects are.
        var mayGoForward =
            !Lacks(forward, RotationRole.Staged) && rotation is not { State: RotationState.RollingBack, GivenUp: true };
        var mayGoBack =
            !Lacks(back, RotationRole.Previous) && rotation is not { State: RotationState.Retiring, GivenUp: true };
        return (mayGoForward, mayGoBack) switch
        {
            (true, _) when wishesBack is null => Complete(rotation, forward),
            (_, true) => RollBack(back, wishesBack ?? "the new credential is not whole on the token"),
            (true, false) => Complete(rotation, forward) with
            {
                Reason = "the previous credential is gone; the new one stays",
            },
            _ => Report(
                "neither the new nor the previous credential is whole on the token, or the one that is was given up in the cloud"
            ),
        };
    }

    // The previous certificate may be given up already. The new one is in the journal, and its key is here.
    private static bool LacksCertificateAlone(Rotation rotation, SwitchPlan forward) =>
        rotation is { State: RotationState.Retiring, CertificatePem: not null }
        && forward.Missing.Where(missing => missing.Role == RotationRole.Staged).ToArray()
            is [{ Class: TokenObjectClass.Certificate }];

    private static RecoveryDecision Complete(Rotation rotation, SwitchPlan plan) =>
        plan.Writes.Count == 0
            ? new(RecoveryAction.None, Nothing, $"the new credential carries label '{rotation.Label}'")
        : rotation.State == RotationState.Switching
            ? new(RecoveryAction.Complete, plan, "the exchange of labels was cut off")
        : new(RecoveryAction.Complete, plan, "the token was behind what the journal says");

    private static RecoveryDecision RollBack(SwitchPlan plan, string reason) =>
        new(RecoveryAction.RollBack, plan, reason);

    private static RecoveryDecision Report(string reason) => new(RecoveryAction.Report, Nothing, reason);

    private static bool Lacks(SwitchPlan plan, RotationRole role) => plan.Missing.Any(missing => missing.Role == role);
}
