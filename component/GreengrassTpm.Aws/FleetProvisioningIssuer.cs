using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// Has certificates signed by fleet provisioning, over the nucleus' connection
/// (https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html). The certificate has no rights until
/// <see cref="FleetProvisioningRegistry"/> registers it, and is deleted by the service if nobody does within an hour.
/// </summary>
/// <param name="settings">How long to wait.</param>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="ownershipFile">Where the token for registering the certificate is kept.</param>
/// <param name="time">The device's clock.</param>
public sealed class FleetProvisioningIssuer(
    AwsSettings settings,
    GreengrassIpcClient ipc,
    string ownershipFile,
    TimeProvider time
) : ICredentialIssuer
{
    private const string Topic = "$aws/certificates/create-from-csr/json";

    private readonly TopicRequest _topics = new(ipc, settings.AnswerWithin, time);
    private readonly OwnershipFile _ownership = new(ownershipFile);

    /// <inheritdoc/>
    public async Task<X509Certificate2> IssueAsync(
        ReadOnlyMemory<byte> request,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        byte[] key = IssuedCertificate.KeyOf(request.Span);
        var question = new JsonObject
        {
            ["certificateSigningRequest"] = PemEncoding.WriteString("CERTIFICATE REQUEST", request.Span),
        };
        CreatedCertificate created = await _topics.AskAsync(
            Topic,
            Encoding.UTF8.GetBytes(question.ToJsonString()),
            message => Read(message, key),
            cancellation
        );
        X509Certificate2 certificate = IssuedCertificate.Check(
            created.CertificatePem,
            created.CertificateId,
            request.Span,
            time.GetUtcNow()
        );
        Keep(new CertificateOwnership(created.CertificateId!, created.CertificateOwnershipToken ?? ""), certificate);
        return certificate;
    }

    /// <summary>Keeps the token, without which the certificate is of no use.</summary>
    private void Keep(CertificateOwnership ownership, X509Certificate2 certificate)
    {
        try
        {
            _ownership.Write(ownership);
        }
        catch (FileWriteException e)
        {
            certificate.Dispose();
            throw new RotationPortException(
                $"certificate {ownership.CertificateId} was made, but its token is not kept: {PortErrors.Text(e.Message)}",
                RetryClass.Permanent,
                "make that file writable; the service deletes a certificate that nobody registers within an hour",
                e
            )
            {
                UselessCertificateId = ownership.CertificateId,
            };
        }
    }

    /// <summary>The answer; null where it is to another component's request, since all share the nucleus' connection.</summary>
    private static CreatedCertificate? Read(ShadowMessage message, byte[] key)
    {
        FleetProvisioningRefusal.ThrowIfRejected(message);
        try
        {
            CreatedCertificate? created = JsonSerializer.Deserialize(
                message.Payload.Span,
                AwsJson.Default.CreatedCertificate
            );
            using var certificate = X509Certificate2.CreateFromPem(created?.CertificatePem);
            return certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key) ? created : null;
        }
        catch (Exception e) when (e is JsonException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>The answer to a request for a certificate.</summary>
internal sealed record CreatedCertificate(
    string? CertificateId,
    string? CertificatePem,
    string? CertificateOwnershipToken
);
