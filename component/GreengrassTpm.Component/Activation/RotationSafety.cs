namespace GreengrassTpm.Component;

/// <summary>What stands behind a rotation while this component may be dead.</summary>
/// <param name="Recovery">Recovery before the nucleus' starts.</param>
/// <param name="Revival">The timer that starts the nucleus where nobody else does.</param>
internal sealed record RotationSafety(NucleusRecovery Recovery, RevivalTimer Revival);
