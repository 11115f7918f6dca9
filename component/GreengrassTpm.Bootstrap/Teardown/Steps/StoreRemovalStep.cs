using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Deletes the token store, if provisioning has made it and nothing of others is in it. PKCS#11 cannot remove a token from a store that stays.</summary>
internal sealed class StoreRemovalStep : IStep<TeardownContext>
{
    public string Id => "store";

    public string Title => "delete the token store";

    public StepLook Look(TeardownContext context)
    {
        RecordedStore store = context.Record.Store;
        return context is { TokenStays: true, TokenIsKept: false }
                ? StepLook.Done(
                    context.Leave(
                        $"{context.Token!.Name} stays: it was adopted, not made by this program{(context.AdoptedToo ? "" : "; so do the key and certificate that were adopted with it")}"
                    )
                )
            : context.TokenStays
                ? StepLook.Done(
                    context.Leave(
                        $"{context.Token!.Name} stays, empty, with its PINs: {Reason(store)}, and PKCS#11 cannot remove a token; the next provision uses it"
                    )
                )
            : !store.Created || context.Token?.StoreStays == true ? StepLook.Done($"{store.Folder} {Reason(store)}")
            : StoreRemoval.IsNeeded(store.Folder) ? StepLook.Missing(store.Folder)
            : StepLook.Done($"{store.Folder} is gone");
    }

    public string Act(TeardownContext context)
    {
        StoreRemoval.Remove(context.Record.Store.Folder);
        return context.Record.Store.Folder;
    }

    private static string Reason(RecordedStore store) =>
        store.Created ? "something of others is in the store" : "the store was there before";
}
