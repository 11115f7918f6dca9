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
    /// <exception cref="Pkcs11.TokenException">The token could not be read or written; what is missing is still missing.</exception>
    /// <exception cref="FileWriteException">It could not be recorded.</exception>
    public RecoveryDecision Run(Rotation rotation)
    {
        var decision = RecoveryDecision.Make(rotation, token.Look());
        switch (decision.Action)
        {
            case RecoveryAction.RollBack:
                RollBack(rotation, decision);
                break;
            case RecoveryAction.Complete:
                token.Switch(rotation.Objects, SwitchDirection.Forward);
                RecordSwitched(rotation, decision);
                break;
            case RecoveryAction.None when rotation.State == RotationState.Switching:
                RecordSwitched(rotation, decision);
                break;
            default:
                break;
        }

        return decision;
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
