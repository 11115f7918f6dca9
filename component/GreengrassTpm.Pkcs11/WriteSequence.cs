namespace GreengrassTpm.Pkcs11;

/// <summary>
/// The one way in which anything is written to a token: lock → C_Initialize → read and identify → write → fsync the store's
/// folder → C_Finalize → fresh C_Initialize → read back. tpm2-pkcs11 keeps the whole token in memory and writes whole rows
/// back, so a picture that is older than the lock could revive old labels and destroy new objects.
/// </summary>
internal static class WriteSequence
{
    /// <summary>Runs one sequence.</summary>
    /// <param name="location">The token.</param>
    /// <param name="purpose">What it is for, should another user of the module ask.</param>
    /// <param name="mayCreateStore">Whether the store is made if there is none.</param>
    /// <param name="finishStore">What else the file of a store that is made needs, before others see it; null for nothing.</param>
    /// <param name="write">Reads, identifies and writes.</param>
    /// <param name="readBack">Checks the fresh picture; not called if <paramref name="write"/> threw or wrote nothing.</param>
    public static T Run<T>(
        TokenLocation location,
        string purpose,
        bool mayCreateStore,
        Action<string>? finishStore,
        Func<Pkcs11Module, StoreGuard, T> write,
        Action<Pkcs11Module, T> readBack
    )
    {
        using var reservation = ModuleReservation.Take(location.ModulePath, purpose);
        using var storeLock = StoreLock.Acquire(location);
        if (mayCreateStore && TokenStore.Of(location) is { Exists: false } store)
        {
            return StoreCreation.Make(store, location, WriteAndReadBack, finishStore);
        }

        StoreCreation.RemoveRest(location);
        return WriteAndReadBack(location);

        T WriteAndReadBack(TokenLocation place) => RunLocked(place, reservation, mayCreateStore, write, readBack);
    }

    private static T RunLocked<T>(
        TokenLocation location,
        ModuleReservation reservation,
        bool mayCreateStore,
        Func<Pkcs11Module, StoreGuard, T> write,
        Action<Pkcs11Module, T> readBack
    )
    {
        var guard = StoreGuard.Create(TokenStore.Of(location), mayCreateStore);
        T result;
        using (var module = Pkcs11Module.Open(location, reservation))
        {
            result = write(module, guard);
        }

        if (guard.HasWritten)
        {
            using var module = Pkcs11Module.Open(location, reservation);
            readBack(module, result);
        }

        return result;
    }
}
