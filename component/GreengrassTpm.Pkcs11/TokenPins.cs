namespace GreengrassTpm.Pkcs11;

/// <summary>Gives a token another user PIN. Both have to be kept durably when it is asked to: a process may end after the call and before its answer.</summary>
public static class TokenPins
{
    /// <summary>Changes the user PIN (C_SetPIN). Runs one write sequence, and logs in with the new one at its end.</summary>
    /// <param name="location">The token. Must not be open in this process.</param>
    /// <param name="current">The user PIN. Remains the caller's.</param>
    /// <param name="next">The new one. Remains the caller's.</param>
    /// <param name="keep">
    /// Keeps the new one durably. Called once the token has taken the current one, and before it is asked for the change: where it
    /// was not called, the current PIN is the token's.
    /// </param>
    /// <exception cref="WriteNotVerifiedException">The token does not take the new PIN when the module is opened afresh.</exception>
    /// <exception cref="TokenException">As of <see cref="TokenWriter"/>.</exception>
    public static void Change(TokenLocation location, Pin current, Pin next, Action keep) =>
        Run(
            location,
            TokenUser.User,
            current,
            next,
            keep,
            (session, bytes) =>
            {
                byte[] old = current.Bytes();
                session.Call(
                    "C_SetPIN",
                    (library, handle) => library.C_SetPIN(handle, old, (ulong)old.Length, bytes, (ulong)bytes.Length)
                );
            }
        );

    /// <summary>Sets the user PIN with the SO PIN (C_InitPIN), whatever it was. Runs one write sequence, and logs in with it at its end.</summary>
    /// <param name="location">The token. Must not be open in this process.</param>
    /// <param name="securityOfficer">The SO PIN. Remains the caller's.</param>
    /// <param name="next">The new user PIN. Remains the caller's.</param>
    /// <exception cref="WriteNotVerifiedException">The token does not take the new PIN when the module is opened afresh.</exception>
    /// <exception cref="TokenException">As of <see cref="TokenWriter"/>.</exception>
    public static void Reset(TokenLocation location, Pin securityOfficer, Pin next) =>
        Run(
            location,
            TokenUser.SecurityOfficer,
            securityOfficer,
            next,
            keep: () => { },
            (session, bytes) =>
                session.Call("C_InitPIN", (library, handle) => library.C_InitPIN(handle, bytes, (ulong)bytes.Length))
        );

    private static void Run(
        TokenLocation location,
        TokenUser user,
        Pin pin,
        Pin next,
        Action keep,
        Action<TokenSession, byte[]> write
    ) =>
        WriteSequence.Run(
            location,
            $"a change of the PIN of token '{location.TokenLabel}'",
            mayCreateStore: false,
            finishStore: null,
            (module, guard) =>
            {
                TokenInformation token = TokenLocator.Choose(location, module.ReadTokens());
                using var session = TokenSession.Open(module, token, writable: true, location.RefusedPinFile);
                session.Login(user, pin);
                keep();
                guard.Mutate(() => write(session, next.Bytes()));
                return true;
            },
            (module, _) => ReadBack(module, location, next)
        );

    private static void ReadBack(Pkcs11Module module, TokenLocation location, Pin next)
    {
        try
        {
            TokenInformation token = TokenLocator.Choose(location, module.ReadTokens());
            using var session = TokenSession.Open(module, token, writable: false);
            session.Login(TokenUser.User, next);
            Forget(location);
        }
        catch (Exception error) when (error is PinNotInitialisedException or PinRefusedException)
        {
            throw new WriteNotVerifiedException(location.TokenLabel, [error.Message]);
        }
    }

    // The token may have refused this PIN before it was set to it, which says nothing any more.
    private static void Forget(TokenLocation location)
    {
        if (location.RefusedPinFile is string file)
        {
            new RefusedPin(file).Forget();
        }
    }
}
