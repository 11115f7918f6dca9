namespace GreengrassTpm.Verification;

/// <summary>Only root and the store's group may write to the store and to the TPM.</summary>
internal static class StoreAccess
{
    internal static Check Check { get; } =
        new("store.access", "Store and TPM are closed to other users", true, Examine);

    private static Finding Examine(DeviceFacts facts) => facts.Store.Judge(Examine);

    private static Finding Examine(StoreFacts store)
    {
        if (store.Files.Count == 0)
        {
            return Finding.Unseen($"Nothing of {store.Folder} can be looked at.");
        }

        FileFacts[] writable = [.. store.Files.Where(file => file.IsWritableByOthers)];
        FileFacts[] readable = [.. store.Files.Where(file => file.IsReadableByOthers && file.Path != store.Folder)];
        return (writable, readable) switch
        {
            ({ Length: > 0 }, _) => Finding.Failed(
                $"Every user may write to {Names(writable)}, and so destroy or replace the credential.",
                $"Take the right away: chmod o-rwx {Paths(writable)}"
            ),
            (_, { Length: > 0 }) => Finding.Warning(
                $"Every user may read {Names(readable)}. The keys in it are encrypted by the TPM, but a guess at the PIN can be tried by anybody.",
                $"Take the right away: chmod o-rwx {Paths(readable)}"
            ),
            _ => Finding.Ok($"{Names(store.Files)}."),
        };
    }

    private static string Names(IEnumerable<FileFacts> files) => string.Join(", ", files);

    private static string Paths(IEnumerable<FileFacts> files) => string.Join(' ', files.Select(file => file.Path));
}
