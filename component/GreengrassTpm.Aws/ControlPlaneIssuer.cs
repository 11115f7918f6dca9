using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.Runtime;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Aws;

/// <summary>
/// Has certificates signed by the control plane of AWS IoT (CreateCertificateFromCsr), in a session that the active
/// credential has obtained. The certificate is active from the start, because the device's role has no right to activate
/// one, and has no rights of its own.
/// </summary>
/// <param name="settings">Where the services are.</param>
/// <param name="exchange">Obtains the session.</param>
/// <param name="time">The device's clock.</param>
public sealed class ControlPlaneIssuer(AwsSettings settings, TokenExchange exchange, TimeProvider time)
    : ICredentialIssuer
{
    /// <inheritdoc/>
    public async Task<X509Certificate2> IssueAsync(
        ReadOnlyMemory<byte> request,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        // A request that is none would be noticed with the answer only, when there is a certificate to be given up.
        _ = IssuedCertificate.KeyOf(request.Span);
        SessionAWSCredentials session = await exchange.GetAsync(active, cancellation);

        // Every request that arrives makes another certificate: it is sent once.
        using AmazonIoTClient iot = new AwsSession(settings, session).ControlPlane(retries: 0);
        CreateCertificateFromCsrResponse answer = await PortErrors.GuardAsync(
            "iot:CreateCertificateFromCsr on *",
            () => iot.CreateCertificateFromCsrAsync(PemOf(request), true, cancellation),
            cancellation
        );
        return IssuedCertificate.Check(answer.CertificatePem, answer.CertificateId, request.Span, time.GetUtcNow());
    }

    private static string PemOf(ReadOnlyMemory<byte> request) =>
        PemEncoding.WriteString("CERTIFICATE REQUEST", request.Span);
}
