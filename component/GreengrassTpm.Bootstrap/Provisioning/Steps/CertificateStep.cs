using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The certificate, stored beside its key under the same label and CKA_ID.</summary>
/// <param name="find">Gives the certificate, which the caller disposes of; null as long as it is not made.</param>
/// <param name="origin">The file it came from, for messages.</param>
internal sealed class CertificateStep(Func<ProvisioningContext, X509Certificate2?> find, string origin)
    : IProvisioningStep
{
    public string Id => "certificate";

    public string Title => "store the certificate on the token";

    public StepLook Look(ProvisioningContext context)
    {
        using X509Certificate2? certificate = find(context);
        if (certificate is null)
        {
            return StepLook.Missing("once it is made");
        }

        string digest = DigestOf(certificate);
        TokenPicture token = context.LookAtToken();
        RecordedKey? key = context.Record?.Key;
        if (key?.Digest is null)
        {
            throw new CommandException(
                ExitCode.Configuration,
                "this device has no key yet that a certificate could be for",
                "begin with: greengrass-tpm-bootstrap provision --thing-name NAME --csr-out FILE"
            );
        }

        TokenObject[] stored =
        [
            .. token
                .Contents.WithId(Convert.FromHexString(key.Id))
                .Where(item => item.Class == TokenObjectClass.Certificate),
        ];
        if (stored.Length == 0)
        {
            CertificateFile.Check(certificate, origin, key.Digest, context.Time.GetUtcNow());
            return StepLook.Missing($"id {digest}");
        }

        return stored is [{ Identity.Digest: string there }] && there == digest
            ? StepLook.Done($"id {digest}")
            : throw new CommandException(
                ExitCode.Configuration,
                $"the token holds another certificate for this key already (id {stored[0].Identity.Digest})",
                "leave --certificate out, or let the component rotate the credential; nothing was changed"
            );
    }

    public string Act(ProvisioningContext context)
    {
        using X509Certificate2 certificate =
            find(context) ?? throw new InvalidOperationException("the certificate is made by a step before this one");
        string digest = DigestOf(certificate);
        context.Remember(context.BegunRecord with { Certificate = new RecordedCertificate(digest) });
        using Pin user = UserPin.Read(context.Folders);
        context.Token.StoreCertificate(user, context.BegunRecord.Key!, certificate);
        return $"id {digest}";
    }

    private static string DigestOf(X509Certificate2 certificate) =>
        ObjectIdentity.OfCertificate(certificate.RawData).Digest;
}
