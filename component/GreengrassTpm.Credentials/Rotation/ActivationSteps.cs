namespace GreengrassTpm.Credentials;

/// <summary>
/// The steps after a switch or a rollback: whoever uses the credential starts with what now stands under the active label,
/// and is seen using it.
/// </summary>
internal sealed class ActivationSteps(RotationContext context)
{
    private BootTime? _begun;
    private BootTime? _answeredSince;

    /// <summary>After the switch: activates the new credential, and confirms it or decides what else is to be done.</summary>
    public async Task<RotationStep> ConfirmAsync(Rotation rotation, CancellationToken cancellation)
    {
        if (await ActivateAsync(rotation, cancellation) is { } pending)
        {
            return pending;
        }

        var fresh = rotation.CredentialOf(RotationRole.Staged, SwitchDirection.Forward);
        if (await MissingAsync(rotation, fresh, cancellation) is not { } missing)
        {
            context.Recorder.Record(rotation.Name, RotationState.Confirmed);
            return RotationStep.Continue($"the new credential is in use: {string.Join(", ", rotation.Baseline)}");
        }

        var previous = rotation.CredentialOf(RotationRole.Previous, SwitchDirection.Forward);
        var probes = (
            Fresh: await context.Ports.Prover.ProbeAsync(fresh, cancellation),
            Previous: await context.Ports.Prover.ProbeAsync(previous, cancellation)
        );
        var decision = ConfirmationDecision.Make(
            probes.Fresh.Verdict,
            probes.Previous.Verdict,
            TimeIsUp(rotation, probes.Fresh, probes.Previous),
            rotation.Restarts > 0
        );
        var reason = $"{decision.Reason} ({missing}; new: {probes.Fresh.Detail}; previous: {probes.Previous.Detail})";
        return decision.Action switch
        {
            ConfirmationAction.RollBack => context.RollBack(rotation, reason),
            ConfirmationAction.Restart => Restart(rotation, reason),
            _ => RotationStep.Wait(context.Settings.ConfirmEvery, reason),
        };
    }

    /// <summary>After a rollback: the previous credential, under the active label again, is seen in use, or at least works.</summary>
    /// <returns>What is waited for; null where it is.</returns>
    public async Task<RotationStep?> ConfirmRollbackAsync(Rotation rotation, CancellationToken cancellation)
    {
        if (await ActivateAsync(rotation, cancellation) is { } pending)
        {
            return pending;
        }

        var previous = rotation.CredentialOf(RotationRole.Previous, SwitchDirection.Back);
        if (await MissingAsync(rotation, previous, cancellation) is not { } missing)
        {
            return null;
        }

        // No second way back: what the nucleus does not show is reported, and the staged credential is of no use to anybody.
        var probe = await context.Ports.Prover.ProbeAsync(previous, cancellation);
        return probe.Verdict == ProbeVerdict.Works && TimeIsUp(rotation, probe, probe)
            ? null
            : RotationStep.Wait(
                context.Settings.ConfirmEvery,
                $"rolled back; the nucleus has not been seen using the previous credential yet ({missing}; {probe.Detail})"
            );
    }

    private async Task<RotationStep?> ActivateAsync(Rotation rotation, CancellationToken cancellation)
    {
        var now = context.Recorder.Now;
        if (context.Ports.Activator.ActiveSince(rotation.ToActivateAt ?? now) is not null)
        {
            return null;
        }

        // A restart takes its time; asking again meanwhile would begin it anew.
        if (_begun is not null && now.Since(_begun) < context.Settings.ConfirmEvery)
        {
            return RotationStep.Wait(context.Settings.ActivateEvery, "the nucleus is being started again");
        }

        var outcome = await context.Ports.Activator.ActivateAsync(cancellation);
        _begun = outcome == ActivationOutcome.Begun ? now : null;
        return RotationStep.Wait(
            context.Settings.ActivateEvery,
            outcome == ActivationOutcome.Begun
                ? "the nucleus is being started again"
                : "activation pending: the nucleus still uses the credential that it started with"
        );
    }

    /// <summary>Which evidence of the baseline is missing, in words; null where none is.</summary>
    private async Task<string?> MissingAsync(
        Rotation rotation,
        CredentialReference expected,
        CancellationToken cancellation
    )
    {
        var evidence = await context.Ports.Confirmer.CollectAsync(expected, cancellation);
        string[] missing =
        [
            .. rotation
                .Baseline.Where(kind =>
                    !evidence.Any(one => one.Kind == kind && one.Verdict == EvidenceVerdict.Expected)
                )
                .Select(kind =>
                    $"{kind}: {evidence.FirstOrDefault(one => one.Kind == kind)?.Detail ?? "not collected"}"
                ),
        ];
        return missing.Length == 0 ? null : string.Join("; ", missing);
    }

    // Counted from the start of the nucleus, but only while the cloud answers: without a network nothing can be confirmed.
    private bool TimeIsUp(Rotation rotation, params ReadOnlySpan<ProbeResult> probes)
    {
        var now = context.Recorder.Now;
        var answered = false;
        foreach (var probe in probes)
        {
            answered |= probe.Verdict != ProbeVerdict.Unknown;
        }

        _answeredSince = answered ? _answeredSince ?? now : null;
        var active = context.Ports.Activator.ActiveSince(rotation.ToActivateAt ?? now);
        return active is not null
            && _answeredSince is not null
            && now.Since(active) >= context.Settings.ConfirmWithin
            && now.Since(_answeredSince) >= context.Settings.ConfirmWithin;
    }

    private RotationStep Restart(Rotation rotation, string reason)
    {
        context.Recorder.Record(
            rotation.Name,
            RotationState.Switched,
            record =>
                record with
                {
                    Label = rotation.Label,
                    Objects = rotation.Objects,
                    Activate = true,
                    Restarts = rotation.Restarts + 1,
                }
        );
        _answeredSince = null;
        return RotationStep.Continue(reason);
    }
}
