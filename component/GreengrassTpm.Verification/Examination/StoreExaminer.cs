using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Looks at the token's store as files, and takes the copy that the module is shown.</summary>
internal static class StoreExaminer
{
    private const string DevicePrefix = "device:";

    /// <summary>Looks at a store.</summary>
    /// <param name="location">The token.</param>
    /// <param name="snapshot">The copy; null where there is no store to copy, or the module has none.</param>
    internal static Fact<StoreFacts> Examine(TokenLocation location, out StoreSnapshot? snapshot)
    {
        snapshot = null;
        if (location.StoreFolder is not { } folder)
        {
            return Finding.Skipped("The module keeps its tokens elsewhere: it is not tpm2-pkcs11.");
        }

        StoreFacts facts = new(folder, null) { Files = LookAtFiles(folder, location.Tcti) };
        try
        {
            snapshot = StoreSnapshot.Take(folder);
            return facts with
            {
                SchemaVersion = StoreDatabase.ReadSchemaVersion(snapshot.StoreFile),
                Primary = StoreDatabase.ReadPrimary(snapshot.StoreFile, location.TokenLabel),
            };
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return facts with { Problem = "there is none" };
        }
        catch (IOException error)
        {
            return facts with { Problem = error.Message.TrimEnd('.') };
        }
        catch (UnauthorizedAccessException)
        {
            return Finding.Unseen(
                $"This user may not read the store in {folder}.",
                "Run it as root or as a member of the store's group."
            );
        }
    }

    private static IReadOnlyList<FileFacts> LookAtFiles(string folder, string? tcti)
    {
        string store = StoreSnapshot.FileIn(folder);
        string? device =
            tcti?.StartsWith(DevicePrefix, StringComparison.Ordinal) == true ? tcti[DevicePrefix.Length..] : null;
        return
        [
            .. new[] { folder, store, store + ".lock", device }
                .OfType<string>()
                .Select(FileExaminer.Look)
                .OfType<FileFacts>(),
        ];
    }
}
