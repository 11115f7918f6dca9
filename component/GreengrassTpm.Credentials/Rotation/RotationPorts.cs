namespace GreengrassTpm.Credentials;

/// <summary>What a rotation needs of the world beyond the token.</summary>
/// <param name="Issuer">Gets certificates.</param>
/// <param name="Registry">Gives certificates their rights, and gives certificates up.</param>
/// <param name="Prover">Proves what a credential can do.</param>
/// <param name="Confirmer">Finds out which certificate is in use.</param>
/// <param name="Activator">Has the nucleus take up what stands under the active label.</param>
public sealed record RotationPorts(
    ICredentialIssuer Issuer,
    ICredentialRegistry Registry,
    ICredentialProver Prover,
    ICredentialConfirmer Confirmer,
    ICredentialActivator Activator
);
