using Amazon.Runtime;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// Proves a credential at the device's own endpoints. Whatever the staged one is refused is asked of the active one too:
/// only what that one may counts.
/// </summary>
/// <param name="settings">Where the endpoints are.</param>
/// <param name="open">Opens a credential.</param>
/// <param name="exchange">Obtains the session in which policies are compared.</param>
/// <param name="time">Counts the time that new rights need to be seen everywhere.</param>
public sealed class CredentialProver(
    AwsSettings settings,
    OpenDeviceKey open,
    TokenExchange exchange,
    TimeProvider time
) : ICredentialProver
{
    private readonly RoleAliasProbe _roleAlias = new(settings, open);
    private readonly BrokerProbe _broker = new(settings, open);
    private readonly Settling _settling = new(settings, time);

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CredentialReference credential, CancellationToken cancellation)
    {
        try
        {
            return await _roleAlias.AskAsync(credential, cancellation);
        }
        catch (RotationPortException e) when (!PortErrors.IsPinRefused(e))
        {
            return new(ProbeVerdict.Unknown, e.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ProveAsync(
        CredentialReference staged,
        CredentialReference active,
        CancellationToken cancellation
    ) =>
        [
            await ProveAsync(one => _roleAlias.AskAsync(one, cancellation), staged, active, cancellation),
            await ProveAsync(one => _broker.AskAsync(one, cancellation), staged, active, cancellation),
            await ComparePoliciesAsync(staged, active, cancellation),
        ];

    private async Task<string> ProveAsync(
        Func<CredentialReference, Task<ProbeResult>> ask,
        CredentialReference staged,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        ProbeResult found = await ask(staged);
        if (found.Verdict == ProbeVerdict.Refused)
        {
            ProbeResult before = Answered(await ask(active));
            if (before.Verdict == ProbeVerdict.Refused)
            {
                return $"not asked for, because the active credential may not either: {before.Detail}";
            }

            found = await _settling.AskAsync(
                () => ask(staged),
                result => result.Verdict != ProbeVerdict.Refused,
                cancellation
            );
        }

        return Answered(found).Verdict == ProbeVerdict.Works
            ? found.Detail
            : throw new RotationPortException(
                $"the new credential may not do what the active one may: {found.Detail}",
                RetryClass.Permanent,
                "compare the policies, the thing and the status of the two certificates"
            );
    }

    private static ProbeResult Answered(ProbeResult result) =>
        result.Verdict == ProbeVerdict.Unknown
            ? throw new RotationPortException(result.Detail, RetryClass.Retryable)
            : result;

    private async Task<string> ComparePoliciesAsync(
        CredentialReference staged,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        SessionAWSCredentials credentials = await exchange.GetAsync(active, cancellation);
        using RegistrySession session = await RegistrySession.OpenAsync(settings, credentials, cancellation);
        IReadOnlyList<string> old = await session.PoliciesOfAsync(active.CertificateId) ?? [];
        IReadOnlyList<string> @new = await session.PoliciesOfAsync(staged.CertificateId) ?? [];
        string[] missing = [.. old.Except(@new)];
        return missing.Length == 0
            ? $"policies of the new certificate: {string.Join(", ", @new)}"
            : throw new RotationPortException(
                $"the new certificate lacks policies of the active one: {string.Join(", ", missing)}",
                RetryClass.Permanent,
                "attach them, or let the device do it (iot:AttachPolicy)"
            );
    }
}
