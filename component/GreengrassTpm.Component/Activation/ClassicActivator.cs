using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>Has the classic nucleus take up a credential. It does so at its start only, so it has to be younger than the change.</summary>
/// <param name="nucleus">The nucleus' process.</param>
/// <param name="gate">Restarts it when it is time.</param>
internal sealed class ClassicActivator(NucleusProcess nucleus, ActivationGate gate) : ICredentialActivator
{
    /// <inheritdoc/>
    public BootTime? ActiveSince(BootTime changed) =>
        nucleus.Started() is { } started && (started.Boot != changed.Boot || started.Uptime > changed.Uptime)
            ? started
            : null;

    /// <inheritdoc/>
    public Task<ActivationOutcome> ActivateAsync(CancellationToken cancellation) => gate.RestartAsync(cancellation);
}
