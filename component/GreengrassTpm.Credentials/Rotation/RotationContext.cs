namespace GreengrassTpm.Credentials;

/// <summary>What the steps of a rotation work with.</summary>
/// <param name="Ports">The world beyond the token.</param>
/// <param name="Token">The token.</param>
/// <param name="Recorder">The journal.</param>
/// <param name="Settings">How patient to be.</param>
internal sealed record RotationContext(
    RotationPorts Ports,
    CredentialToken Token,
    RotationRecorder Recorder,
    RotationSettings Settings
)
{
    /// <summary>Makes it durable that the way back is taken: the staged credential is given up.</summary>
    public RotationStep Abandon(Rotation rotation, string reason)
    {
        // Where a certificate was issued, the lost ones were told then.
        var lost = rotation.CertificatePem is null ? LostAnswers(rotation.RequestsInDoubt) : null;
        Recorder.Record(
            rotation.Name,
            RotationState.Abandoning,
            record => record with { Reason = reason, Debt = lost }
        );
        return RotationStep.Continue($"the rotation is abandoned: {reason}");
    }

    /// <summary>Makes it durable that the previous credential is to come back.</summary>
    public RotationStep RollBack(Rotation rotation, string reason)
    {
        Recorder.Record(
            rotation.Name,
            RotationState.RollingBack,
            record => record with { Label = rotation.Label, Objects = rotation.Objects, Reason = reason }
        );
        return RotationStep.Continue($"the rotation is rolled back: {reason}");
    }

    /// <summary>The certificates that an issuer may have made without our hearing of it, in words; null where there are none.</summary>
    public static string? LostAnswers(int requests) =>
        requests > 0
            ? $"{requests} requests to the issuer were not answered: as many certificates without rights may exist in the cloud"
            : null;
}
