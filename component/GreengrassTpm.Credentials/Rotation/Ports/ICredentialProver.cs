namespace GreengrassTpm.Credentials;

/// <summary>Proves, by real connections, what a credential on the token can do. Changes nothing anywhere.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>MUST connect by TLS 1.2 without session resumption, so that the key has signed and in the way the nucleus speaks.</item>
/// <item>MUST NOT connect to the message broker under the thing's own name: it would throw the nucleus off.</item>
/// <item>MUST drop what the credentials endpoint answers unread but for its status.</item>
/// <item><see cref="ProveAsync"/> MUST fail when the new certificate may do less than the active one, and MUST NOT ask for what the active
/// one cannot do either.</item>
/// <item>MUST tell a refusal (the cloud answered no) from a network that does not answer; only a refusal counts against a
/// credential.</item>
/// </list>
/// </remarks>
public interface ICredentialProver
{
    /// <summary>Whether the cloud takes a credential at all.</summary>
    /// <param name="credential">The credential, under the label that it carries now.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was found; never an exception for what the network or the cloud does.</returns>
    /// <exception cref="RotationPortException">The token refused the PIN, which is not to be tried once more.</exception>
    Task<ProbeResult> ProbeAsync(CredentialReference credential, CancellationToken cancellation);

    /// <summary>Proves, before the switch, that the staged credential can take the active one's place.</summary>
    /// <param name="staged">The staged credential.</param>
    /// <param name="active">The active credential.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was proved, in words for the journal, each without full stop.</returns>
    /// <exception cref="RotationPortException">
    /// It cannot: permanent where the cloud refused the staged credential what the active one may do; retryable where the
    /// network or the service did not answer.
    /// </exception>
    Task<IReadOnlyList<string>> ProveAsync(
        CredentialReference staged,
        CredentialReference active,
        CancellationToken cancellation
    );
}
