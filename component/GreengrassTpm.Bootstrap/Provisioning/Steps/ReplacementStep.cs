using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The end of the thing's earlier certificates, which were put on record before the device's own was attached, in the order that AWS advises: deactivated, detached, deleted. One that serves other
/// things too is only detached from this one.
/// </summary>
/// <param name="cloud">The account.</param>
internal sealed class ReplacementStep(CloudAccess cloud) : IProvisioningStep
{
    public string Id => "replacement";

    public string Title => "end the thing's earlier certificates";

    public StepLook Look(ProvisioningContext context)
    {
        IReadOnlyList<string> earlier = Earlier(context);
        return earlier.Count == 0 ? StepLook.Done("none") : StepLook.Missing(string.Join(", ", earlier));
    }

    public string Act(ProvisioningContext context)
    {
        IReadOnlyList<string> earlier = Earlier(context);
        foreach (string id in earlier)
        {
            End(context.Settings.ThingName, id);
        }

        return string.Join(", ", earlier);
    }

    private IReadOnlyList<string> Earlier(ProvisioningContext context)
    {
        string thing = context.Settings.ThingName;
        RecordedCloud? record = context.Record?.Cloud;
        IReadOnlyList<string> attached = cloud.Registry.CertificatesOf(thing);

        // What came after the device's own is not earlier: a rotation may have begun.
        return record?.CertificateId is string own && attached.Contains(own)
            ? [.. record.Replaced.Where(id => IsUnfinished(thing, id))]
            : attached;
    }

    /// <summary>Whether a certificate that was to be ended is still there, and not kept for other things.</summary>
    private bool IsUnfinished(string thing, string id) =>
        cloud.Registry.FindCertificate(id) is { } found
        && cloud.Registry.ThingsOf(found) is var things
        && (things.Count == 0 || things.Contains(thing));

    private void End(string thing, string id)
    {
        if (cloud.Registry.FindCertificate(id) is not { } certificate)
        {
            return;
        }

        IReadOnlyList<string> things = cloud.Registry.ThingsOf(certificate);
        bool servesOthers = things.Any(other => other != thing);
        if (!servesOthers && certificate.IsActive)
        {
            cloud.Registry.Deactivate(certificate);
        }

        if (things.Contains(thing))
        {
            cloud.Registry.DetachThing(thing, certificate);
        }

        if (!servesOthers)
        {
            foreach (string policy in cloud.Registry.PoliciesOf(certificate))
            {
                cloud.Registry.DetachPolicy(policy, certificate);
            }

            cloud.Registry.DeleteCertificate(certificate);
        }
    }
}
