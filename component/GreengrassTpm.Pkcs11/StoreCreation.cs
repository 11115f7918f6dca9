namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Makes a store whole or not at all. tpm2-pkcs11 makes one by several transactions (db.c, db_init_new) and refuses for ever a
/// store that a process has left which ended between them; so it is made aside, and only the finished store, with its token, is
/// moved to its place. Aside is beside the store's folder and not in it, where others who may write to it could lay links.
/// </summary>
internal static class StoreCreation
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a store. To be called under the store's lock, where there is none.</summary>
    /// <param name="store">The location's store.</param>
    /// <param name="location">Where it is to be.</param>
    /// <param name="fill">Makes it where it is told to.</param>
    /// <param name="finish">Does what else the finished file needs before others see it; it is given its path. Null for nothing.</param>
    /// <returns>What <paramref name="fill"/> returned.</returns>
    /// <exception cref="TokenException">As of <paramref name="fill"/>.</exception>
    /// <exception cref="StoreUnusableException">The store's folder is missing.</exception>
    /// <exception cref="StoreFileException">It could not be made, be put in its place, or be made durable there.</exception>
    public static T Make<T>(
        TokenStore store,
        TokenLocation location,
        Func<TokenLocation, T> fill,
        Action<string>? finish
    )
    {
        store.RequireFolder();
        string aside = AsideOf(location.StoreFolder!);
        OnDisk(aside, () => MakeAnew(aside));
        try
        {
            T made = fill(location with { StoreFolder = aside });
            finish?.Invoke(TokenStore.FileIn(aside));
            OnDisk(location.StoreFolder!, () => store.TakeFrom(aside));
            return made;
        }
        finally
        {
            OnDisk(aside, () => Remove(aside));
        }
    }

    /// <summary>Removes what a process has left that ended just after it had put the store in its place. To be called under the store's lock.</summary>
    /// <param name="location">Where the store is.</param>
    /// <exception cref="StoreFileException">It is there and cannot be removed.</exception>
    public static void RemoveRest(TokenLocation location)
    {
        if (location.StoreFolder is string folder)
        {
            OnDisk(folder, () => Remove(AsideOf(folder)));
        }
    }

    private static string AsideOf(string folder) => Path.TrimEndingDirectorySeparator(folder) + ".new";

    private static void MakeAnew(string folder)
    {
        Remove(folder);
        _ = Directory.CreateDirectory(folder, OwnerOnly);
    }

    // A process that ended in the middle has left it.
    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void OnDisk(string folder, Action change)
    {
        try
        {
            change();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileException.From("make a store in", folder, error);
        }
    }
}
