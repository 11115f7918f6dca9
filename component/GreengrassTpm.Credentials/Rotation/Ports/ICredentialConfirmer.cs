namespace GreengrassTpm.Credentials;

/// <summary>
/// Finds out which certificate the device's identity is used with: by the nucleus, or by this program itself where no
/// nucleus is asked. The same evidence is collected before a rotation (the baseline) and after its switch.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>MUST collect evidence afresh each time; nothing that was cached before the switch may count after it.</item>
/// <item>MUST report as working only what has named, or was accepted from, the certificate in use.</item>
/// <item>MUST NOT throw for what the network or the cloud does: evidence that did not come is evidence that is missing.</item>
/// <item>MUST leave the token, the registry and the nucleus' connection as they are.</item>
/// </list>
/// </remarks>
public interface ICredentialConfirmer
{
    /// <summary>Collects what evidence there is now.</summary>
    /// <param name="expected">The credential under the active label.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Each kind of evidence, whether it came or not.</returns>
    /// <exception cref="RotationPortException">The token refused the PIN, which is not to be tried once more.</exception>
    Task<IReadOnlyList<Evidence>> CollectAsync(CredentialReference expected, CancellationToken cancellation);
}
