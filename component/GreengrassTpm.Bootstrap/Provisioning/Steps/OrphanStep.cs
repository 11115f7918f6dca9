using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Certificates for the device's key that nobody knows of: made by a request whose answer was lost, and found too late to be used.
/// They are inactive and attached to nothing.
/// </summary>
/// <param name="cloud">The account.</param>
internal sealed class OrphanStep(CloudAccess cloud) : IProvisioningStep
{
    public string Id => "orphans";

    public string Title => "delete certificates of lost answers";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Cloud?.Request is { Sent: > 1, IsSettled: false } request
            ? StepLook.Missing($"the request was sent {request.Sent} times")
            : StepLook.Done("none");

    public string Act(ProvisioningContext context)
    {
        RecordedCloud record = context.BegunRecord.Cloud!;
        CloudCertificate[] orphans =
        [
            .. cloud
                .Registry.FindCertificatesFor(context.BegunRecord.Key!.Digest!, record.Request!.Since)
                .Where(found => found.Id != record.CertificateId && found.IsInactive),
        ];
        foreach (CloudCertificate orphan in orphans)
        {
            cloud.Registry.DeleteCertificate(orphan);
        }

        context.RememberCloud(known => known with { Request = known.Request! with { IsSettled = true } });
        return orphans.Length == 0 ? "none found" : string.Join(", ", orphans.Select(orphan => orphan.Id));
    }
}
