using GreengrassTpm.Credentials;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary>The chip's persistent handles with what is known of each.</summary>
internal static class HandleSurvey
{
    /// <summary>Takes stock. Changes nothing.</summary>
    /// <param name="chip">The chip.</param>
    /// <param name="folders">The device's places.</param>
    /// <param name="moreStores">Folders of stores that the operator names.</param>
    /// <exception cref="TpmException">The chip refuses or is out of reach.</exception>
    internal static HandlesReport Take(TpmChip chip, DeviceFolders folders, IEnumerable<string> moreStores)
    {
        ChipProperties properties = chip.ReadProperties();
        IReadOnlyList<TokenStoreFile> stores = TokenStores.Find(folders, moreStores);
        return new HandlesReport
        {
            Handles = [.. chip.ReadPersistentHandles().Select(handle => HandleKnowledge.Describe(handle, stores))],
            Stores = [.. stores.Select(store => store.Path)],
            UnreadableStores = [.. stores.Where(store => store.Handles is null).Select(store => store.Path)],
            Free = properties.PersistentAvailable,
            Guaranteed = properties.PersistentMinimum,
        };
    }
}
