using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The thing. One that has another certificate is somebody's device: it is taken only when that is asked for.</summary>
/// <param name="cloud">The account.</param>
internal sealed class ThingStep(CloudAccess cloud) : IProvisioningStep
{
    public string Id => "thing";

    public string Title => "create the thing";

    public StepLook Look(ProvisioningContext context)
    {
        string thing = context.Settings.ThingName;
        if (!cloud.Registry.HasThing(thing))
        {
            return StepLook.Missing(thing);
        }

        if (cloud.Wishes.Existing == ExistingCertificates.Refuse)
        {
            RefuseOthers(thing, cloud.IdOf(context.Record));
        }

        return StepLook.Done(thing);
    }

    public string Act(ProvisioningContext context)
    {
        string thing = context.Settings.ThingName;
        context.RememberCloud(record => record with { ThingCreated = true });
        cloud.Registry.CreateThing(thing);
        return thing;
    }

    private void RefuseOthers(string thing, string? own)
    {
        IReadOnlyList<string> attached = cloud.Registry.CertificatesOf(thing);

        // Once the device's own is among them the question is answered.
        if (attached.Count > 0 && !attached.Contains(own))
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"thing {thing} has a certificate already ({string.Join(", ", attached)}); nothing was changed",
                "is this its name? then say what becomes of that certificate: --beside keeps it valid beside the new one, --replace deactivates, detaches and deletes it once the new one is active"
            );
        }
    }
}
