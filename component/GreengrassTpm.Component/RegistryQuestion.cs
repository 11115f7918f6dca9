using GreengrassTpm.Aws;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>The examination's question to AWS IoT's registry, asked with the device's own credential.</summary>
/// <param name="settings">Where the device's AWS IoT is, and which thing it is there.</param>
internal sealed class RegistryQuestion(AwsSettings settings)
{
    /// <summary>Asks; an <see cref="Verification.AskRegistry"/>.</summary>
    internal async Task<Fact<RegistryFacts>> AskAsync(
        OpenSslTokenKey key,
        string certificateId,
        CancellationToken cancellation
    )
    {
        try
        {
            RegisteredCertificate found = await new CertificateInquiry(settings).AskAsync(
                key,
                certificateId,
                cancellation
            );
            return new RegistryFacts(found.Status, found.Things, found.IsExclusive);
        }
        catch (CertificateInquiryException e)
        {
            return Absence(e);
        }
    }

    /// <summary>What an unanswered question says of the device: the decision alone.</summary>
    internal static Finding Absence(CertificateInquiryException failure) =>
        failure.Failure switch
        {
            InquiryFailure.Refused => Finding.Warning(
                $"{failure.Message}.",
                "Is the certificate active (aws iot describe-certificate), does the alias exist, and does one of the certificate's policies allow iot:AssumeRoleWithCertificate on it?"
            ),
            InquiryFailure.Denied => Finding.Skipped($"The device's role does not allow it: {failure.Message}."),
            // Whether the endpoints can be reached, the checks of TLS tell.
            _ => Finding.Skipped($"The registry could not be asked: {failure.Message}."),
        };
}
