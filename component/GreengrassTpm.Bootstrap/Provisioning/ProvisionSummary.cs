using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What a run of <c>provision</c> tells at its end.</summary>
internal static class ProvisionSummary
{
    internal static ProvisionReport Make(
        ProvisioningContext context,
        IReadOnlyList<StepReport> steps,
        ExaminationReport? examination
    )
    {
        ProvisioningRecord? record = context.Record;
        bool hasKey = record?.Key?.Digest is not null;
        bool hasCertificate = hasKey && record?.Certificate is not null;
        return new ProvisionReport
        {
            Outcome =
                context.Options.DryRun ? ProvisionOutcome.Planned
                : hasCertificate ? ProvisionOutcome.Provisioned
                : ProvisionOutcome.AwaitingCertificate,
            Changed = steps.Any(step => step.State == StepState.Done),
            Steps = steps,
            ThingName = context.Settings.ThingName,
            PrivateKey = hasKey ? Uri(context, "private") : null,
            Certificate = hasCertificate ? Uri(context, "cert") : null,
            PublicKeyDigest = context.Rotated?.KeyDigest ?? record?.Key?.Digest,
            CertificateId = context.Rotated?.CertificateId ?? record?.Certificate?.Digest,
            CertificateRequest = context.Options.CertificateRequest,
            NucleusFiles = record?.NucleusFiles ?? [],
            Examination = examination,
            Next = context.Options.DryRun ? [] : [.. Next(context, hasCertificate)],
        };
    }

    private static string Uri(ProvisioningContext context, string type) =>
        $"pkcs11:token={context.Settings.TokenLabel};object={context.Settings.KeyLabel};type={type}";

    private static IEnumerable<string> Next(ProvisioningContext context, bool hasCertificate)
    {
        ProvisioningOptions options = context.Options;
        ProvisioningRecord? record = context.Record;
        if (!hasCertificate)
        {
            yield return $"have {options.CertificateRequest} signed, for example: aws iot create-certificate-from-csr --set-as-active --certificate-signing-request file://{options.CertificateRequest} --certificate-pem-outfile device.pem";
            yield return "then: greengrass-tpm-bootstrap provision --certificate device.pem";
            yield break;
        }

        if (options.CertificateRequest is not null && options.Certificate is null)
        {
            yield break;
        }

        if (record?.Former is { } former && !options.DryRun)
        {
            foreach (string next in AfterMove(context, former))
            {
                yield return next;
            }

            yield break;
        }

        yield return $"the nucleus' services get TPM2_PKCS11_STORE={context.Settings.Store} and TPM2_PKCS11_TCTI={context.Device.Tcti} by their drop-in files; their user must be in group {context.Device.StoreGroup.Name}";
        if (context.Nucleus.Lite && !context.Nucleus.PinInUris && UnixGroup.Find(NucleusFiles.LiteGroup) is null)
        {
            yield return $"group {NucleusFiles.LiteGroup} does not exist yet: run this again after nucleus lite is installed, so that it can read its PIN file";
        }
    }

    private static IEnumerable<string> AfterMove(ProvisioningContext context, RecordedFiles former)
    {
        if (context.Record?.Cloud?.Replaced.Contains(former.CertificateId) != true)
        {
            yield return $"certificate {former.CertificateId}, which the nucleus had before, is as valid as it was; when nothing needs it: provision --from-files --retire-former";
        }

        string[] files =
        [
            .. ((string[])[former.PrivateKeyPath, former.CertificatePath])
                .Select(FileCredential.PathOf)
                .Where(File.Exists),
        ];
        if (files.Length > 0)
        {
            yield return $"{string.Join(", ", files)} are as they were; when nothing needs them: provision --from-files --remove-files";
        }
    }
}
