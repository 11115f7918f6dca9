using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Ends the device's certificates in AWS IoT, in the order that AWS advises: deactivated, detached, deleted. They are those of
/// provisioning, of every rotation since, and those that lost answers have made for the same keys.
/// </summary>
/// <param name="registry">The account's registry.</param>
internal sealed class CertificateRemovalStep(CloudRegistry registry) : IStep<TeardownContext>
{
    public string Id => "certificates";

    public string Title => "deactivate, detach and delete the certificates";

    public StepLook Look(TeardownContext context)
    {
        IReadOnlyList<CloudCertificate> found = Find(context);
        return found.Count == 0 ? StepLook.Done("none is left") : StepLook.Missing(Names(found));
    }

    public string Act(TeardownContext context)
    {
        IReadOnlyList<CloudCertificate> found = Find(context);
        foreach (CloudCertificate certificate in found)
        {
            End(certificate);
        }

        return Names(found);
    }

    private IReadOnlyList<CloudCertificate> Find(TeardownContext context)
    {
        ProvisioningRecord record = context.Record;
        IEnumerable<CloudCertificate> known = context
            .OwnCertificateIds()
            .Select(registry.FindCertificate)
            .OfType<CloudCertificate>();
        IEnumerable<CloudCertificate> lost = OwnCertificates
            .KeysInDoubt(record, context.Rotations)
            .SelectMany(key => registry.FindCertificatesFor(key, record.Cloud?.Request?.Since));
        return [.. known.Concat(lost).DistinctBy(certificate => certificate.Id)];
    }

    private void End(CloudCertificate certificate)
    {
        if (certificate.IsActive)
        {
            registry.Deactivate(certificate);
        }

        foreach (string thing in registry.ThingsOf(certificate))
        {
            registry.DetachThing(thing, certificate);
        }

        foreach (string policy in registry.PoliciesOf(certificate))
        {
            registry.DetachPolicy(policy, certificate);
        }

        registry.DeleteCertificate(certificate);
    }

    private static string Names(IEnumerable<CloudCertificate> certificates) =>
        string.Join(", ", certificates.Select(certificate => $"id {certificate.Id}"));
}
