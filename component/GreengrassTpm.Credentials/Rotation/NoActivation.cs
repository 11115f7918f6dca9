namespace GreengrassTpm.Credentials;

/// <summary>The activator of a device whose credential nobody holds open: what stands under the active label is in use at once.</summary>
public sealed class NoActivation : ICredentialActivator
{
    /// <inheritdoc/>
    public BootTime? ActiveSince(BootTime changed) => changed;

    /// <inheritdoc/>
    public Task<ActivationOutcome> ActivateAsync(CancellationToken cancellation) =>
        Task.FromResult(ActivationOutcome.Begun);
}
