using Amazon.IoT;
using Amazon.Runtime;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// Asks AWS IoT's registry about the certificate that the device holds, in a session that was obtained by that certificate.
/// It reads only. The device's role needs <c>iot:DescribeCertificate</c>, <c>iot:ListPrincipalThings</c> and
/// <c>iot:ListThingPrincipals</c>.
/// </summary>
/// <param name="settings">Where the services are.</param>
public sealed class CertificateInquiry(AwsSettings settings)
{
    /// <summary>Asks.</summary>
    /// <param name="key">The credential on the token, logged in. Remains the caller's.</param>
    /// <param name="certificateId">SHA-256 of its certificate's DER in lower-case hexadecimal.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CertificateInquiryException">There was no answer, and why.</exception>
    public async Task<RegisteredCertificate> AskAsync(
        OpenSslTokenKey key,
        string certificateId,
        CancellationToken cancellation
    )
    {
        TokenExchange exchange = new(settings, _ => new DeviceKey(key, new NotOurs()));
        CredentialReference credential = new("the active label", certificateId);
        try
        {
            using RegistrySession session = await RegistrySession.OpenAsync(
                settings,
                await OpenAsync(exchange, credential, cancellation),
                cancellation
            );
            return await LookAsync(session, certificateId);
        }
        catch (RotationPortException e)
        {
            InquiryFailure failure = PortErrors.IsDenial(e) ? InquiryFailure.Denied : InquiryFailure.Unanswered;
            throw new CertificateInquiryException(failure, e.Message, e);
        }
    }

    /// <summary>A certificate that is detached from its thing gets a session only where it does not name it.</summary>
    private async Task<SessionAWSCredentials> OpenAsync(
        TokenExchange exchange,
        CredentialReference credential,
        CancellationToken cancellation
    )
    {
        SessionAnswer answer = await exchange.AskAsync(credential, asThing: true, cancellation);
        return answer.Session
            ?? (await exchange.AskAsync(credential, asThing: false, cancellation)).Session
            ?? throw new CertificateInquiryException(
                InquiryFailure.Refused,
                $"{settings.CredentialsEndpoint} gives the certificate no session of role alias {settings.RoleAlias}: {answer.Refusal}"
            );
    }

    private async Task<RegisteredCertificate> LookAsync(RegistrySession session, string certificateId)
    {
        IReadOnlyList<string> things = await session.ThingsOfAsync(certificateId);
        ThingPrincipalType? attachment = things.Contains(settings.ThingName)
            ? await session.AttachmentAsync(settings.ThingName, certificateId)
            : null;
        return new RegisteredCertificate(
            (await session.StatusAsync(certificateId))?.Value,
            things,
            attachment is null ? null : attachment == ThingPrincipalType.EXCLUSIVE_THING
        );
    }

    private sealed class NotOurs : IDisposable
    {
        public void Dispose() { }
    }
}
