using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// Brings the token to what the journal says from Switching on, and the journal to what the token then is. Local: asks no
/// network. Serves the switch and the rollback themselves as well as every start in the middle of them, because the store
/// may lag behind the journal after a power cut.
/// </summary>
internal sealed class SwitchRepair(CredentialToken token, RotationRecorder recorder)
{
    /// <summary>Makes and records what is missing.</summary>
    /// <param name="rotation">A rotation in a state in which <see cref="RecoveryDecision.IsNeededIn"/>.</param>
    /// <returns>What was decided, and done.</returns>
    /// <exception cref="TokenException">The token could not be read or written; what is missing is still missing.</exception>
    /// <exception cref="FileWriteException">It could not be recorded.</exception>
    public RecoveryDecision Run(Rotation rotation)
    {
        var decision = Decide(rotation, RecoveryDecision.Make);
        switch (decision.Action)
        {
            case RecoveryAction.RollBack:
                RollBack(rotation, decision);
                break;
            case RecoveryAction.Complete:
                token.Switch(rotation.Objects, SwitchDirection.Forward);
                RecordSwitched(rotation, decision);
                break;
            // In a rollback: it cannot be made, and there is nothing to write for the new credential to stay.
            case RecoveryAction.None when rotation.State is RotationState.Switching or RotationState.RollingBack:
                RecordSwitched(rotation, decision);
                break;
            default:
                break;
        }

        return decision;
    }

    /// <summary>
    /// Makes a credential whole where none is, though a damaged line stands behind the rotation's latest record. Nothing is
    /// recorded: a journal that is not whole is for somebody to look at.
    /// </summary>
    /// <param name="rotation">A rotation in a state in which <see cref="RecoveryDecision.IsNeededInDoubtIn"/>.</param>
    /// <returns>What was decided, and done.</returns>
    /// <exception cref="TokenException">The token could not be read or written; what is missing is still missing.</exception>
    public RecoveryDecision RunInDoubt(Rotation rotation)
    {
        var decision = Decide(rotation, RecoveryDecision.MakeInDoubt);
        if (decision.Action is RecoveryAction.RollBack or RecoveryAction.Complete)
        {
            token.Switch(
                rotation.Objects,
                decision.Action == RecoveryAction.RollBack ? SwitchDirection.Back : SwitchDirection.Forward
            );
        }

        return decision;
    }

    private RecoveryDecision Decide(Rotation rotation, Func<Rotation, TokenContents, RecoveryDecision> decide)
    {
        var decision = decide(rotation, token.Look());
        if (decision.Action != RecoveryAction.StoreAgain)
        {
            return decision;
        }

        token.StoreCertificate(rotation);
        return decide(rotation, token.Look()) with { Reason = decision.Reason };
    }

    private void RollBack(Rotation rotation, RecoveryDecision decision)
    {
        if (rotation.State != RotationState.RollingBack)
        {
            rotation = recorder.Record(
                rotation.Name,
                RotationState.RollingBack,
                record => WithList(record, rotation) with { Reason = decision.Reason }
            );
        }

        token.Switch(rotation.Objects, SwitchDirection.Back);
        if (decision.Plan.Writes.Count > 0 || !rotation.ActivationRequestedInState)
        {
            recorder.Record(
                rotation.Name,
                RotationState.RollingBack,
                record => WithList(record, rotation) with { Activate = true }
            );
        }
    }

    // The new credential is under the active label. In a later state than Switching the record is repeated: whoever started
    // before it may have seen the token half-way.
    private void RecordSwitched(Rotation rotation, RecoveryDecision decision)
    {
        var state = rotation.State is RotationState.Switching or RotationState.RollingBack
            ? RotationState.Switched
            : rotation.State;
        recorder.Record(
            rotation.Name,
            state,
            record =>
                WithList(record, rotation) with
                {
                    Activate = true,
                    Reason = rotation.State == RotationState.Switching ? null : decision.Reason,
                }
        );
    }

    private static JournalRecord WithList(JournalRecord record, Rotation rotation) =>
        record with
        {
            Label = rotation.Label,
            Objects = rotation.Objects,
        };
}
