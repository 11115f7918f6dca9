namespace GreengrassTpm.Credentials;

/// <summary>The steps that give a credential up: the previous one after its successor's confirmation, or the staged one where the rotation failed.</summary>
internal sealed class RetirementSteps(RotationContext context)
{
    /// <summary>
    /// Waits, with both certificates valid, then decides to give the previous one up. What counts is the time that the device
    /// is on: how long it was off nobody knows, and the clock that tells the date may be wrong. So it is noted now and then.
    /// </summary>
    public RotationStep Soak(Rotation rotation)
    {
        var since = context.Recorder.Now.Since(rotation.ReachedAt);
        var soaked = rotation.Soaked + since;
        var left = context.Settings.RetireAfter - soaked;
        if (left > TimeSpan.Zero)
        {
            if (since >= context.Settings.NoteSoakEvery)
            {
                context.Recorder.Record(
                    rotation.Name,
                    RotationState.Confirmed,
                    record => record with { Soaked = soaked.TotalSeconds }
                );
            }

            return RotationStep.Wait(
                left < context.Settings.NoteSoakEvery ? left : context.Settings.NoteSoakEvery,
                "both certificates stay valid for a while"
            ) with
            {
                InAll = left,
            };
        }

        context.Recorder.Record(rotation.Name, RotationState.Retiring);
        return RotationStep.Continue("the previous credential is given up");
    }

    /// <summary>Gives the previous certificate up in the cloud, by its own key, then destroys that key.</summary>
    public async Task<RotationStep> RetireAsync(Rotation rotation, CancellationToken cancellation)
    {
        var previous = rotation.CredentialOf(RotationRole.Previous, SwitchDirection.Forward);
        var active = rotation.CredentialOf(RotationRole.Staged, SwitchDirection.Forward);
        if (!rotation.GivenUp)
        {
            var standing = StandingOf(rotation, RotationRole.Previous);
            RequireNotInUse(rotation, RotationRole.Previous, standing);
            var debt =
                standing == Standing.Whole
                    ? null
                    : $"certificate {previous.CertificateId} is still in the cloud, but its key is gone: delete it there";
            if (debt is null)
            {
                var retirement = await context.Ports.Registry.RetireAsync(previous, active, cancellation);
                if (retirement == Retirement.Awaited)
                {
                    return Awaited(previous);
                }

                debt = DebtOf(retirement, previous);
            }

            rotation = RecordGivenUp(rotation, debt);
        }

        context.Token.Destroy(rotation, RotationRole.Previous);
        context.Recorder.Record(rotation.Name, RotationState.Retired);
        return RotationStep.Ended("the credential was rotated");
    }

    /// <summary>Gives the staged certificate up in the cloud, if there is one, and destroys the staged objects.</summary>
    /// <param name="rotation">A rotation in Abandoning or RollingBack, with the previous credential under the active label.</param>
    /// <param name="end">The state that it then has come to.</param>
    /// <param name="cancellation">Gives up; what was done stays done.</param>
    public async Task<RotationStep> DiscardAsync(Rotation rotation, RotationState end, CancellationToken cancellation)
    {
        if (rotation is { GivenUp: false, CertificatePem: not null })
        {
            var staged = rotation.CredentialOf(RotationRole.Staged, SwitchDirection.Back);
            var standing = StandingOf(rotation, RotationRole.Staged);
            if (rotation.State == RotationState.RollingBack)
            {
                RequireNotInUse(rotation, RotationRole.Staged, standing);
            }

            // A journal that has lost its last lines may give up what the device already lives by: that stays.
            var debt =
                standing == Standing.InUse
                    ? null
                    : Unused(staged, "its key or the certificate itself is not on the token");
            if (standing == Standing.Whole)
            {
                (var retirement, debt) = await GiveUpAsync(rotation, staged, cancellation);
                if (retirement == Retirement.Awaited)
                {
                    return Awaited(staged);
                }
            }

            rotation = RecordGivenUp(rotation, debt);
        }

        context.Token.Destroy(rotation, RotationRole.Staged);
        context.Recorder.Record(rotation.Name, end);
        return RotationStep.Ended($"the previous credential stays: {rotation.Reason}");
    }

    // A certificate gives itself up by a session of its own. One that has no rights yet gets none: it gets its rights first.
    private async Task<(Retirement Retirement, string? Debt)> GiveUpAsync(
        Rotation rotation,
        CredentialReference staged,
        CancellationToken cancellation
    )
    {
        var active = rotation.CredentialOf(RotationRole.Previous, SwitchDirection.Back);
        var registry = context.Ports.Registry;
        try
        {
            Retirement retirement;
            try
            {
                retirement = await registry.RetireAsync(staged, active, cancellation);
            }
            catch (RotationPortException refused) when (refused.Retry == Pkcs11.RetryClass.Permanent)
            {
                await registry.AdmitAsync(staged, active, cancellation);
                retirement = await registry.RetireAsync(staged, active, cancellation);
            }

            return (retirement, DebtOf(retirement, staged));
        }
        catch (RotationPortException refused) when (refused.Retry == Pkcs11.RetryClass.Permanent)
        {
            return (Retirement.Gone, Unused(staged, refused.Message));
        }
    }

    private enum Standing
    {
        /// <summary>The certificate or its key is not on the token.</summary>
        Gone,

        /// <summary>Both are on the token, beside the active credential.</summary>
        Whole,

        /// <summary>The certificate carries the active label.</summary>
        InUse,
    }

    private Standing StandingOf(Rotation rotation, RotationRole role)
    {
        var contents = context.Token.Look();
        var identity = rotation.CertificateOf(role);
        if (contents.All(identity).Any(found => found.Label == rotation.Label))
        {
            return Standing.InUse;
        }

        return
            contents.Find(identity) is { } certificate
            && contents.Find(
                new Pkcs11.ObjectIdentity(
                    Pkcs11.TokenObjectClass.PrivateKey,
                    CertificateKey.DigestOf(certificate.Content.Span)
                )
            )
                is not null
            ? Standing.Whole
            : Standing.Gone;
    }

    private void RequireNotInUse(Rotation rotation, RotationRole role, Standing standing)
    {
        if (standing == Standing.InUse)
        {
            throw new DestructionRefusedException(
                context.Token.TokenLabel,
                rotation.CertificateOf(role),
                "it carries the active label"
            );
        }
    }

    private Rotation RecordGivenUp(Rotation rotation, string? debt) =>
        context.Recorder.Record(
            rotation.Name,
            rotation.State,
            record => record with { Label = rotation.Label, Objects = rotation.Objects, GivenUp = true, Debt = debt }
        );

    private RotationStep Awaited(CredentialReference credential) =>
        RotationStep.Wait(
            context.Settings.LongestPause,
            $"the cloud has not retired certificate {credential.CertificateId} yet"
        );

    private static string? DebtOf(Retirement retirement, CredentialReference credential) =>
        retirement == Retirement.Inert
            ? $"certificate {credential.CertificateId} is inactive and still in the cloud: delete it there"
            : null;

    private static string Unused(CredentialReference credential, string reason) =>
        $"certificate {credential.CertificateId} is left in the cloud without use: delete it there ({reason})";
}
