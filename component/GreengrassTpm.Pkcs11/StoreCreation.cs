namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Makes an empty store whole or not at all. tpm2-pkcs11 makes one by seven transactions (db.c, db_init_new) and refuses for
/// ever a store that a process has left which ended between them; so it makes it in a folder of its own, and only the
/// finished store is moved to its place.
/// </summary>
internal static class StoreCreation
{
    private const string FolderName = ".unfinished";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the store unless it is there. To be called under the store's lock.</summary>
    /// <param name="store">The location's store.</param>
    /// <param name="location">Where it is to be.</param>
    /// <param name="reservation">The caller's.</param>
    /// <exception cref="TokenException">As of <see cref="Pkcs11Module.Open"/>.</exception>
    /// <exception cref="StoreUnusableException">The store's folder is missing.</exception>
    /// <exception cref="StoreFileException">It could not be made in it, or was made but is not durable.</exception>
    public static void Ensure(TokenStore store, TokenLocation location, ModuleReservation reservation)
    {
        store.RequireFolder();
        string folder = Path.Combine(location.StoreFolder!, FolderName);
        try
        {
            Remove(folder);
            if (store.Exists)
            {
                return;
            }

            _ = Directory.CreateDirectory(folder, OwnerOnly);
            Pkcs11Module.Open(location with { StoreFolder = folder }, reservation).Dispose();
            store.TakeFrom(folder);
            Remove(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileException.From("make a store in", folder, error);
        }
    }

    // A process that ended in the middle has left it.
    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
