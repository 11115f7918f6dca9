namespace GreengrassTpm.Credentials;

/// <summary>
/// How far a rotation has come. Each value is durable in the journal before the next step begins, and its name is part of
/// the journal's format: names are never changed.
/// </summary>
public enum RotationState
{
    /// <summary>The rotation is decided; the staged objects' CKA_ID is chosen; nothing exists yet.</summary>
    Planned,

    /// <summary>The staged key pair is on the token.</summary>
    KeyGenerated,

    /// <summary>The issuer has answered with the certificate, which the journal holds.</summary>
    CertificateIssued,

    /// <summary>The staged certificate is on the token, beside its key.</summary>
    CertificateStored,

    /// <summary>The staged credential has done in a real connection what the active one can do.</summary>
    Proved,

    /// <summary>The labels are being exchanged; where it stops, it is taken up again in the same direction.</summary>
    Switching,

    /// <summary>The staged credential carries the active label; the nucleus may not use it yet.</summary>
    Switched,

    /// <summary>The nucleus has been seen to use the new credential.</summary>
    Confirmed,

    /// <summary>The previous credential is being given up in the cloud and destroyed on the token.</summary>
    Retiring,

    /// <summary>The end of a rotation: one credential, the new one.</summary>
    Retired,

    /// <summary>Before the switch something was wrong; the staged objects are being destroyed.</summary>
    Abandoning,

    /// <summary>The end of an abandoned rotation: one credential, the old one.</summary>
    Abandoned,

    /// <summary>After the switch something was wrong; the labels are being exchanged back.</summary>
    RollingBack,

    /// <summary>The end of a rotation that was rolled back: one credential, the old one.</summary>
    RolledBack,
}

/// <summary>Which states may follow which, and which are ends.</summary>
public static class RotationStates
{
    /// <summary>Whether a rotation in this state has come to its end.</summary>
    /// <param name="state">The state.</param>
    /// <returns>True for <c>Retired</c>, <c>Abandoned</c> and <c>RolledBack</c>.</returns>
    public static bool IsFinal(this RotationState state) =>
        state is RotationState.Retired or RotationState.Abandoned or RotationState.RolledBack;

    /// <summary>Whether one state may follow another in the journal; a state may be repeated by a step that adds to it.</summary>
    /// <param name="state">The latest state.</param>
    /// <param name="next">The state to be recorded.</param>
    /// <returns>True where the order allows it.</returns>
    public static bool MayBecome(this RotationState state, RotationState next) =>
        next switch
        {
            _ when state.IsFinal() => false,
            _ when next == state => true,
            RotationState.Planned => false,
            RotationState.Abandoning => state <= RotationState.Proved,
            RotationState.Abandoned => state == RotationState.Abandoning,
            // Until the previous credential is gone for good, it is the way back from a new one that turns out broken.
            RotationState.RollingBack => state is >= RotationState.Switching and <= RotationState.Retiring,
            RotationState.RolledBack => state == RotationState.RollingBack,
            // A certificate-only rotation has no key to generate.
            RotationState.CertificateIssued => state is RotationState.Planned or RotationState.KeyGenerated,
            // A rollback that finds the previous credential gone leaves the new one in its place.
            RotationState.Switched => state is RotationState.Switching or RotationState.RollingBack,
            _ => next == state + 1,
        };
}
