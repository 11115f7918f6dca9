namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Stands before and after each mutating call of a write sequence. Before: nobody else has written since C_Initialize read
/// the store (our lock binds this product only). After: the write is durable.
/// </summary>
internal sealed class StoreGuard
{
    private readonly TokenStore? _store;
    private uint? _changeCounter;
    private bool _failed;

    private StoreGuard(TokenStore? store, uint? changeCounter)
    {
        _store = store;
        _changeCounter = changeCounter;
    }

    /// <summary>Notes the state of the store before C_Initialize.</summary>
    /// <exception cref="StoreUnusableException">There is no store, and none may be created.</exception>
    public static StoreGuard Create(TokenStore? store, bool mayCreateStore)
    {
        if (!mayCreateStore)
        {
            return new StoreGuard(store, store?.ReadChangeCounter());
        }

        // C_Initialize may create the store or migrate it: its state counts from the first mutating call on.
        store?.RequireFolder();
        return new StoreGuard(store, changeCounter: null);
    }

    /// <summary>Whether a mutating call was made.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Makes one mutating call.</summary>
    /// <exception cref="StoreChangedException">Another program wrote since the store was read. The call was not made.</exception>
    /// <exception cref="StoreFileException">The call was made but could not be made durable.</exception>
    /// <exception cref="InvalidOperationException">An earlier call of this sequence failed: what the module remembers may differ from the store.</exception>
    public void Mutate(Action call)
    {
        if (_failed)
        {
            throw new InvalidOperationException(
                "An earlier write of this sequence failed; nothing more may be written."
            );
        }

        _failed = true;
        if (_changeCounter is uint expected && _store!.ReadChangeCounter() != expected)
        {
            throw _store.Changed();
        }

        HasWritten = true;
        call();
        _changeCounter = _store?.ReadChangeCounter();
        _store?.SyncFolder();
        _failed = false;
    }
}
