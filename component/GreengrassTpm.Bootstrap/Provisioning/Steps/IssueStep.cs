using System.Security.Cryptography;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The certificate for the device's key, made by AWS IoT, inactive. The request is on record before it is sent; where no answer came,
/// the certificate is looked for among those that are newer, before another is asked for.
/// </summary>
/// <param name="cloud">The account.</param>
internal sealed class IssueStep(CloudAccess cloud) : IProvisioningStep
{
    public string Id => "issue";

    public string Title => "have the certificate made";

    public StepLook Look(ProvisioningContext context)
    {
        if (cloud.FindCertificate(context.Record) is { } made)
        {
            return StepLook.Done($"id {made.Id}");
        }

        return context.Record?.Certificate?.Digest is not string stored ? StepLook.Missing("for the key in the TPM")
            : cloud.Registry.FindCertificate(stored) is not null ? StepLook.Missing($"id {stored}, made already")
            : throw new CommandException(
                ExitCode.Configuration,
                $"the certificate on the token (id {stored}) is not one of AWS IoT's account {cloud.Facts.AccountId} in {cloud.Facts.Region}",
                "register it with its own issuer, or provision anew with another --root or --store"
            );
    }

    public string Act(ProvisioningContext context)
    {
        string id = context.BegunRecord.Certificate?.Digest ?? (Reclaim(context) ?? Ask(context)).Id;
        context.RememberCloud(record => record with { CertificateId = id });
        return $"id {id}";
    }

    /// <summary>The newest certificate that an earlier request has made; null if none was sent or none has made one.</summary>
    private CloudCertificate? Reclaim(ProvisioningContext context) =>
        context.BegunRecord.Cloud!.Request is { } request
            ? cloud.Registry.FindCertificatesFor(context.BegunRecord.Key!.Digest!, request.Since).FirstOrDefault()
            : null;

    private CloudCertificate Ask(ProvisioningContext context)
    {
        string request = Sign(context);
        RecordedCertificateRequest sent =
            context.BegunRecord.Cloud!.Request
            ?? new RecordedCertificateRequest(cloud.Registry.NewestCertificate(), Sent: 0);
        context.RememberCloud(record => record with { Request = sent with { Sent = sent.Sent + 1 } });
        try
        {
            return cloud.Registry.CreateCertificate(request);
        }
        catch (CommandException error) when (CloudErrorExplanation.LeavesInDoubt(error.InnerException))
        {
            if (Reclaim(context) is { } reclaimed)
            {
                return reclaimed;
            }

            throw;
        }
    }

    private static string Sign(ProvisioningContext context)
    {
        using Pin user = UserPin.Read(context.Folders);
        byte[] request = context.Token.SignRequest(user, context.BegunRecord.Key!, context.Settings.ThingName);
        return PemEncoding.WriteString("CERTIFICATE REQUEST", request);
    }
}
