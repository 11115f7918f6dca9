using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The folder of the token; with it the provisioning record begins. It is root's alone until the token is made: where others may
/// write, they could lay links for root to follow.
/// </summary>
internal sealed class StoreStep : IProvisioningStep
{
    public string Id => "store";

    public string Title => "make the token store";

    public StepLook Look(ProvisioningContext context)
    {
        string folder = context.Settings.Store;
        return context.Record is not null && Directory.Exists(folder)
            ? StepLook.Done(folder)
            : StepLook.Missing($"{folder}, for group {context.Device.StoreGroup.Name}");
    }

    public string Act(ProvisioningContext context)
    {
        string folder = context.Settings.Store;
        context.Remember(
            context.Record
                ?? new ProvisioningRecord
                {
                    ThingName = context.Settings.ThingName,
                    Began = context.Time.GetUtcNow(),
                    Store = new RecordedStore(folder, Created: !Directory.Exists(folder)),
                }
        );
        if (Directory.Exists(folder))
        {
            return $"{folder} was there and is shared";
        }

        DurableFolder.Create(folder, DurableFolder.OwnerOnly);
        return $"{folder}, for group {context.Device.StoreGroup.Name}";
    }
}
