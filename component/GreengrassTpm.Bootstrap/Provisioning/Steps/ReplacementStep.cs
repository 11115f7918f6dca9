using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The end of the thing's earlier certificates, which were put on record before the device's own was attached.</summary>
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
        CertificateEnd end = new(cloud.Registry, context.Settings.ThingName);
        foreach (string id in earlier)
        {
            end.Make(id);
        }

        return string.Join(", ", earlier);
    }

    private IReadOnlyList<string> Earlier(ProvisioningContext context)
    {
        string thing = context.Settings.ThingName;
        RecordedCloud? record = context.Record?.Cloud;
        IReadOnlyList<string> attached = cloud.Registry.CertificatesOf(thing);
        CertificateEnd end = new(cloud.Registry, thing);

        // What came after the device's own is not earlier: a rotation may have begun.
        return record is not null && attached.Contains(cloud.IdOf(context.Record))
            ? [.. record.Replaced.Where(end.IsMissing)]
            : attached;
    }
}
