using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What makes the certificate this thing's and gives it its rights: exclusive attachment, and the policy.</summary>
/// <param name="cloud">The account.</param>
internal sealed class AttachmentStep(CloudAccess cloud) : IProvisioningStep
{
    public string Id => "attachments";

    public string Title => "attach certificate, thing and policy";

    public StepLook Look(ProvisioningContext context)
    {
        string detail = $"{cloud.Wishes.Policy}, {context.Settings.ThingName} exclusively";
        return cloud.FindCertificate(context.Record) is { } certificate && IsAttached(context, certificate)
            ? StepLook.Done(detail)
            : StepLook.Missing(detail);
    }

    public string Act(ProvisioningContext context)
    {
        CloudCertificate certificate = cloud.Certificate(context.BegunRecord);
        context.RememberCloud(record =>
            record with
            {
                Policy = record.Policy ?? new RecordedPolicy(cloud.Wishes.Policy, Created: false),
                Replaced = [.. record.Replaced.Union(Earlier(context, certificate))],
            }
        );

        // The policy first: without a thing its variables have no value, and it allows nothing.
        cloud.Registry.AttachPolicy(cloud.Wishes.Policy, certificate);
        cloud.Registry.AttachThing(context.Settings.ThingName, certificate);
        return $"{cloud.Wishes.Policy}, {context.Settings.ThingName} exclusively";
    }

    /// <summary>The certificates that are to be ended once this one is active.</summary>
    private IEnumerable<string> Earlier(ProvisioningContext context, CloudCertificate certificate) =>
        cloud.Wishes.Existing == ExistingCertificates.Replace
            ? cloud.Registry.CertificatesOf(context.Settings.ThingName) is var attached
            && attached.Contains(certificate.Id)
                ? []
                : attached
            : [];

    private bool IsAttached(ProvisioningContext context, CloudCertificate certificate) =>
        cloud.Registry.ThingsOf(certificate).Contains(context.Settings.ThingName)
        && cloud.Registry.PoliciesOf(certificate).Contains(cloud.Wishes.Policy);
}
