using GreengrassTpm.Credentials;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>A nucleus that goes on with the certificate that it found at its start.</summary>
/// <param name="clock">The device's clock.</param>
/// <param name="load">Which certificate stands under the active label now; null = no usable credential.</param>
internal sealed class ImaginedNucleus(BootClock clock, Func<string?> load) : ICredentialActivator
{
    private BootTime? _started;

    /// <summary>Gets the certificate that it uses.</summary>
    public string? InUse { get; private set; }

    /// <summary>Gets how often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Gets or sets whether a deployment is under way.</summary>
    public bool Busy { get; set; }

    /// <summary>Gets or sets whether it fails to take up what it finds at its start.</summary>
    public bool Deaf { get; set; }

    /// <summary>Starts, or starts again.</summary>
    public void Start()
    {
        Starts++;
        _started = clock.Now();
        InUse = Deaf ? null : load();
    }

    /// <inheritdoc/>
    public BootTime? ActiveSince(BootTime changed) =>
        _started is not null && (_started.Boot != changed.Boot || _started.Uptime > changed.Uptime) ? _started : null;

    /// <inheritdoc/>
    public Task<ActivationOutcome> ActivateAsync(CancellationToken cancellation)
    {
        if (Busy)
        {
            return Task.FromResult(ActivationOutcome.Deferred);
        }

        Start();
        return Task.FromResult(ActivationOutcome.Begun);
    }
}
