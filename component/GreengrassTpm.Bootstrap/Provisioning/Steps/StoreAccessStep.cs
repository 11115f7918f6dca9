namespace GreengrassTpm.Bootstrap;

/// <summary>Lets the group of the TPM's users use the token. A store that was there before is left as it is.</summary>
internal sealed class StoreAccessStep : IProvisioningStep
{
    public string Id => "store-access";

    public string Title => "let the TPM's users use the store";

    public StepLook Look(ProvisioningContext context)
    {
        string group = $"group {context.Device.StoreGroup.Name}";
        return context.Record is { Store.Created: false } ? StepLook.Done("a shared store keeps its access")
            : Directory.Exists(context.Settings.Store) && StoreAccess.IsGranted(context.Settings.Store)
                ? StepLook.Done(group)
            : StepLook.Missing(group);
    }

    public string Act(ProvisioningContext context)
    {
        StoreAccess.Grant(context.Settings.Store, context.Device.StoreGroup);
        return $"group {context.Device.StoreGroup.Name}";
    }
}
