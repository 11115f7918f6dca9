namespace GreengrassTpm.Credentials;

/// <summary>Makes whoever uses the credential take up what stands under the active label: restarts the nucleus, for example.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>MUST return once the restart is under way; it may end the calling process.</item>
/// <item>MUST NOT act in the middle of a deployment: it answers <see cref="ActivationOutcome.Deferred"/> instead.</item>
/// <item><see cref="ActiveSince"/> MUST be null exactly while a user of the credential is not younger than the given moment,
/// or is not there at all. An activator that cannot see its users start goes by what it has restarted itself, and by the device's
/// boot.</item>
/// </list>
/// </remarks>
public interface ICredentialActivator
{
    /// <summary>Since when everybody who uses the credential has known the token as it is since its latest change.</summary>
    /// <param name="changed">When the token was last changed.</param>
    /// <returns>When the youngest of them started, <paramref name="changed"/> itself where nobody has to start; null while
    /// somebody works with an older picture: an activation is missing.</returns>
    BootTime? ActiveSince(BootTime changed);

    /// <summary>Activates what stands under the active label.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What has happened.</returns>
    /// <exception cref="RotationPortException">It could not be started.</exception>
    Task<ActivationOutcome> ActivateAsync(CancellationToken cancellation);
}
