namespace GreengrassTpm.Credentials;

/// <summary>Makes whoever uses the credential take up what stands under the active label: restarts the nucleus, for example.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>MUST return once the restart is under way; it may end the calling process.</item>
/// <item>MUST NOT act in the middle of a deployment: it answers <see cref="ActivationOutcome.Deferred"/> instead.</item>
/// <item><see cref="IsNeeded"/> MUST be true exactly when a user of the credential is older than the given moment.</item>
/// </list>
/// </remarks>
public interface ICredentialActivator
{
    /// <summary>Whether somebody still works with a picture of the token that is older than its latest change.</summary>
    /// <param name="changed">When the token was last changed.</param>
    /// <returns>True where an activation is missing.</returns>
    bool IsNeeded(BootTime changed);

    /// <summary>Activates what stands under the active label.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What has happened.</returns>
    /// <exception cref="RotationPortException">It could not be started.</exception>
    Task<ActivationOutcome> ActivateAsync(CancellationToken cancellation);
}
