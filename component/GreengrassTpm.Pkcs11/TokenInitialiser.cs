namespace GreengrassTpm.Pkcs11;

/// <summary>Makes a new token in a module's empty slot: label, SO PIN, user PIN. Needs no tpm2_ptool.</summary>
/// <remarks>
/// C_InitToken and C_InitPIN are two writes. A process that ends between them leaves a token without a user PIN, which the
/// next attempt finishes if it comes with the same SO PIN: both PINs have to be kept durably before the first one.
/// </remarks>
public static class TokenInitialiser
{
    /// <summary>Makes the token, or finishes it, or finds it finished. Runs one write sequence.</summary>
    /// <param name="location">
    /// Module and label; the store folder has to exist, and the module makes the store in it. A <see cref="TokenLocation.Slot"/>
    /// has to be the empty one.
    /// </param>
    /// <param name="soPin">The SO PIN. Remains the caller's.</param>
    /// <param name="userPin">The user PIN. Remains the caller's.</param>
    /// <param name="finishStore">
    /// What else the file of a store that is made needs before others see it, such as a group; it is given its path. Null for nothing.
    /// </param>
    /// <param name="readBack">
    /// Is shown the token as it was read back, by a module that was opened afresh; not called where nothing was written. Null if
    /// nobody wants to see it.
    /// </param>
    /// <exception cref="TokenLabelTakenException">
    /// A token with the label and another user PIN exists. Finding out has cost one count of the TPM's lock-out counter.
    /// </exception>
    /// <exception cref="TokenAmbiguousException">Several tokens have the label.</exception>
    /// <exception cref="NoEmptySlotException">There is no empty slot, or the location's is not empty.</exception>
    /// <exception cref="PinRefusedException">An unfinished token with the label has another SO PIN.</exception>
    /// <exception cref="WriteNotVerifiedException">The new token does not take its PIN when the module is opened afresh.</exception>
    /// <exception cref="TokenException">As of <see cref="TokenWriter"/>.</exception>
    /// <exception cref="ArgumentException">The label cannot be one, or the location names nothing to lock.</exception>
    public static TokenInitialisation Initialise(
        TokenLocation location,
        Pin soPin,
        Pin userPin,
        Action<string>? finishStore = null,
        Action<TokenReadBack>? readBack = null
    )
    {
        byte[] label = PaddedText.WriteLabel(location.TokenLabel);
        return WriteSequence.Run(
            location,
            $"the initialisation of token '{location.TokenLabel}'",
            mayCreateStore: true,
            finishStore,
            (module, guard) => MakeOrFinish(module, guard, location, label, soPin, userPin),
            (module, _) => ReadBack(module, location, userPin, readBack)
        );
    }

    private static TokenInitialisation MakeOrFinish(
        Pkcs11Module module,
        StoreGuard guard,
        TokenLocation location,
        byte[] label,
        Pin soPin,
        Pin userPin
    )
    {
        IReadOnlyList<TokenInformation> tokens = module.ReadTokens();
        bool exists = tokens.Any(token => token.IsInitialised && token.Label == location.TokenLabel);
        if (!exists)
        {
            InitialiseToken(module, guard, EmptySlot(location, tokens), label, soPin);
            tokens = module.ReadTokens();
        }

        // The slot was the empty one; where the token is now, the module says.
        TokenInformation token = TokenLocator.Choose(location with { Slot = null }, tokens);
        if (exists && IsFinished(module, token, location, userPin))
        {
            return TokenInitialisation.Found;
        }

        InitialisePin(module, guard, token, soPin, userPin);
        return exists ? TokenInitialisation.Finished : TokenInitialisation.Made;
    }

    private static ulong EmptySlot(TokenLocation location, IReadOnlyList<TokenInformation> tokens) =>
        tokens.FirstOrDefault(token => !token.IsInitialised && (location.Slot ?? token.Slot) == token.Slot)?.Slot
        ?? throw new NoEmptySlotException(location);

    // The flag CKF_USER_PIN_INITIALIZED says nothing with tpm2-pkcs11, which sets it for every token. A login tells: without
    // a user PIN it is refused with a value of its own, which costs no count of the lock-out counter.
    private static bool IsFinished(Pkcs11Module module, TokenInformation token, TokenLocation location, Pin userPin)
    {
        try
        {
            using var session = TokenSession.Open(module, token, writable: false);
            session.Login(TokenUser.User, userPin);
            return true;
        }
        catch (PinNotInitialisedException)
        {
            return false;
        }
        catch (PinRefusedException error)
        {
            throw new TokenLabelTakenException(location, error);
        }
    }

    private static void InitialiseToken(Pkcs11Module module, StoreGuard guard, ulong slot, byte[] label, Pin soPin)
    {
        byte[] pin = soPin.Bytes();
        guard.Mutate(() =>
            ReturnValue.Check("C_InitToken", module.Library.C_InitToken(slot, pin, (ulong)pin.Length, label))
        );
    }

    private static void InitialisePin(
        Pkcs11Module module,
        StoreGuard guard,
        TokenInformation token,
        Pin soPin,
        Pin userPin
    )
    {
        byte[] pin = userPin.Bytes();
        using var session = TokenSession.Open(module, token, writable: true);
        session.Login(TokenUser.SecurityOfficer, soPin);
        guard.Mutate(() =>
            session.Call("C_InitPIN", (library, handle) => library.C_InitPIN(handle, pin, (ulong)pin.Length))
        );
    }

    private static void ReadBack(
        Pkcs11Module module,
        TokenLocation location,
        Pin userPin,
        Action<TokenReadBack>? readBack
    )
    {
        try
        {
            TokenInformation token = TokenLocator.Choose(location with { Slot = null }, module.ReadTokens());
            using var session = TokenSession.Open(module, token, writable: false);
            session.Login(TokenUser.User, userPin);
            readBack?.Invoke(new TokenReadBack(session, session.ReadContents()));
        }
        catch (Exception error)
            when (error is TokenNotFoundException or PinNotInitialisedException or PinRefusedException)
        {
            throw new WriteNotVerifiedException(location.TokenLabel, [error.Message]);
        }
    }
}
