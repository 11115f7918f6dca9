namespace GreengrassTpm.Credentials;

/// <summary>What the cloud knows of the device's certificates: gives a new one its rights, and gives old ones up.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Every member MUST be repeatable: it looks what is there and does what is missing.</item>
/// <item>MUST give the new certificate every policy and the thing that the active one has, and no more.</item>
/// <item>MUST NOT touch any certificate but the two it is told of.</item>
/// <item><see cref="RetireAsync"/> MUST act with a session that was obtained through the very credential that it retires: no
/// right that could harm another certificate is ever needed.</item>
/// <item><see cref="RetireAsync"/> MUST detach the thing before it deactivates, and deactivate before it deletes. An inactive
/// certificate gets no session any more, a detached one does: so a kill leaves one call undone at the most.</item>
/// <item><see cref="RetireAsync"/> MUST count a certificate that is gone already as retired, and MUST say
/// <see cref="Retirement.Inert"/> only of one that nobody can use.</item>
/// <item>MUST throw <see cref="RotationPortException"/> for whatever the service answers or fails to answer.</item>
/// </list>
/// </remarks>
public interface ICredentialRegistry
{
    /// <summary>Gives a new certificate the policies and the thing of the active one.</summary>
    /// <param name="staged">The new credential, whole on the token.</param>
    /// <param name="active">The active credential.</param>
    /// <param name="cancellation">Gives up; what was done stays done.</param>
    /// <exception cref="RotationPortException">Something is missing still.</exception>
    Task AdmitAsync(CredentialReference staged, CredentialReference active, CancellationToken cancellation);

    /// <summary>Gives a certificate up: detached from its thing, inactive, deleted.</summary>
    /// <param name="credential">The credential to give up; its key and its certificate are still on the token.</param>
    /// <param name="active">The active credential, which asks where the other one is not answered any more.</param>
    /// <param name="cancellation">Gives up; what was done stays done.</param>
    /// <returns>How far it has come.</returns>
    /// <exception cref="RotationPortException">Something is left still.</exception>
    Task<Retirement> RetireAsync(
        CredentialReference credential,
        CredentialReference active,
        CancellationToken cancellation
    );
}
