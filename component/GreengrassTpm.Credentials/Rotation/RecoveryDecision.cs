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

    /// <summary>Neither credential is whole: change nothing and call for help.</summary>
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

    /// <summary>Compares the token with the journal. The store may lag behind the journal after a power cut.</summary>
    /// <param name="rotation">The unfinished rotation.</param>
    /// <param name="contents">The token as it is now, seen with login.</param>
    /// <returns>What to do.</returns>
    public static RecoveryDecision Make(Rotation rotation, TokenContents contents)
    {
        if (!IsNeededIn(rotation.State))
        {
            return new(RecoveryAction.None, Nothing, "the active credential has not been touched");
        }

        var forward = SwitchPlan.Make(rotation.Objects, SwitchDirection.Forward, contents);
        var back = SwitchPlan.Make(rotation.Objects, SwitchDirection.Back, contents);
        var wishesBack = rotation.State == RotationState.RollingBack;
        return (Lacks(forward, RotationRole.Staged), Lacks(back, RotationRole.Previous)) switch
        {
            (false, _) when !wishesBack => Complete(rotation, forward),
            (true, false) when !wishesBack => RollBack(back, "the new credential is not whole on the token"),
            (_, false) => RollBack(back, "the rollback was cut off"),
            (false, true) => Complete(rotation, forward) with
            {
                Reason = "the previous credential is gone; the new one stays",
            },
            _ => new(
                RecoveryAction.Report,
                Nothing,
                "neither the new nor the previous credential is whole on the token"
            ),
        };
    }

    private static RecoveryDecision Complete(Rotation rotation, SwitchPlan plan) =>
        plan.Writes.Count == 0
            ? new(RecoveryAction.None, Nothing, $"the new credential carries label '{rotation.Label}'")
        : rotation.State == RotationState.Switching
            ? new(RecoveryAction.Complete, plan, "the exchange of labels was cut off")
        : new(RecoveryAction.Complete, plan, "the token was behind what the journal says");

    private static RecoveryDecision RollBack(SwitchPlan plan, string reason) =>
        new(RecoveryAction.RollBack, plan, reason);

    private static bool Lacks(SwitchPlan plan, RotationRole role) => plan.Missing.Any(missing => missing.Role == role);
}
