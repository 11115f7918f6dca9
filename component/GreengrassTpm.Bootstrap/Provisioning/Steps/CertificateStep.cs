using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The certificate, stored beside its key under the same label and CKA_ID.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="path">The file it came from, for messages.</param>
internal sealed class CertificateStep(X509Certificate2 certificate, string path) : IProvisioningStep
{
    private readonly string _digest = Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(certificate.RawData)
    );

    public string Id => "certificate";

    public string Title => "store the certificate on the token";

    public StepLook Look(ProvisioningContext context)
    {
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
            CertificateFile.Check(certificate, path, key.Digest, context.Time.GetUtcNow());
            return StepLook.Missing($"id {_digest}");
        }

        return stored is [{ Identity.Digest: string there }] && there == _digest
            ? StepLook.Done($"id {_digest}")
            : throw new CommandException(
                ExitCode.Configuration,
                $"the token holds another certificate for this key already (id {stored[0].Identity.Digest})",
                "leave --certificate out, or let the component rotate the credential; nothing was changed"
            );
    }

    public string Act(ProvisioningContext context)
    {
        context.Remember(context.BegunRecord with { Certificate = new RecordedCertificate(_digest) });
        using Pin user = Pin.ReadFile(context.Folders.UserPin);
        context.Token.StoreCertificate(user, context.BegunRecord.Key!, certificate);
        return $"id {_digest}";
    }
}
