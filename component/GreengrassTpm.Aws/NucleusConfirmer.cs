using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Aws;

/// <summary>
/// Finds out which certificate the nucleus uses: by the session that it hands to its components, and by a message over its
/// own connection to the cloud.
/// </summary>
/// <param name="settings">Where the services are, and whose shadow is updated.</param>
/// <param name="credentials">The nucleus' sessions.</param>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="time">The device's clock.</param>
[SuppressMessage(
    "Design",
    "CA1031:Do not catch general exception types",
    Justification = "Evidence that did not come is evidence that is missing, whatever kept it."
)]
public sealed class NucleusConfirmer(
    AwsSettings settings,
    ContainerCredentials credentials,
    GreengrassIpcClient ipc,
    TimeProvider time
) : ICredentialConfirmer
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Evidence>> CollectAsync(
        CredentialReference expected,
        CancellationToken cancellation
    ) => [await ExchangeAsync(expected, cancellation), await UpdateShadowAsync(cancellation)];

    private async Task<Evidence> ExchangeAsync(CredentialReference expected, CancellationToken cancellation)
    {
        try
        {
            SessionAWSCredentials session = await credentials.GetAsync(cancellation);
            return await CertificateInUse.NameAsync(settings, session, expected.CertificateId, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return CertificateInUse.Missing(Evidence.TokenExchange, "the certificate that the nucleus uses", e);
        }
    }

    private async Task<Evidence> UpdateShadowAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NucleusConnection(ipc);
            return await new ShadowRoundTrip(settings, time).RunAsync(connection, null, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return CertificateInUse.Missing(Evidence.Shadow, $"shadow {settings.ShadowName} over the nucleus", e);
        }
    }
}
