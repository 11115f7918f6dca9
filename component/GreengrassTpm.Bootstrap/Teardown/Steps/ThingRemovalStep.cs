using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Deletes the thing, if provisioning has made it and no other certificate is attached to it.</summary>
/// <param name="registry">The account's registry.</param>
internal sealed class ThingRemovalStep(CloudRegistry registry) : IStep<TeardownContext>
{
    public string Id => "thing";

    public string Title => "delete the thing";

    public StepLook Look(TeardownContext context)
    {
        ProvisioningRecord record = context.Record;
        string thing = record.ThingName;
        if (record.Cloud is not { ThingCreated: true })
        {
            return StepLook.Done($"{thing} was there before and stays");
        }

        if (!registry.HasThing(thing))
        {
            return StepLook.Done($"{thing} is gone");
        }

        string[] others = [.. registry.CertificatesOf(thing).Except(context.OwnCertificateIds())];
        return others.Length == 0
            ? StepLook.Missing(thing)
            : StepLook.Done(
                context.Leave($"thing {thing} stays: certificate {string.Join(", ", others)} is attached to it")
            );
    }

    public string Act(TeardownContext context)
    {
        registry.DeleteThing(context.Record.ThingName);
        return context.Record.ThingName;
    }
}
