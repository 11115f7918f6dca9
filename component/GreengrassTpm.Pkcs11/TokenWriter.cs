namespace GreengrassTpm.Pkcs11;

/// <summary>Writes to a token, by a whole write sequence each time. No module state outlives a call.</summary>
public static class TokenWriter
{
    /// <summary>
    /// Runs one write sequence: takes the lock, initialises the module, finds the token, logs in by one try, lets
    /// <paramref name="write"/> write, makes each write durable, finalises, initialises afresh and checks that what was
    /// written is there.
    /// </summary>
    /// <typeparam name="T">What <paramref name="write"/> returns.</typeparam>
    /// <param name="location">The token. Must not be open in this process.</param>
    /// <param name="pin">The user PIN. Remains the caller's.</param>
    /// <param name="write">Looks first whether its effect is there. The token it is given is of no use after it returns.</param>
    /// <param name="readBack">
    /// Is shown the token as it was read back, by a module that was opened afresh; not called where nothing was written. Null if
    /// nobody wants to see it.
    /// </param>
    /// <returns>What <paramref name="write"/> returned.</returns>
    /// <exception cref="TokenException">
    /// All that <see cref="TokenReader.Open"/> throws; <see cref="StoreBusyException"/>: another instance is writing;
    /// <see cref="StoreChangedException"/>: another program wrote meanwhile; <see cref="StoreFileException"/>;
    /// <see cref="WriteNotVerifiedException"/>: what was written is not there when read back; and what the members of
    /// <see cref="WritableToken"/> throw. After an error some of the writes may have been made.
    /// </exception>
    /// <exception cref="ArgumentException">The location names nothing to lock.</exception>
    public static T Write<T>(
        TokenLocation location,
        Pin pin,
        Func<WritableToken, T> write,
        Action<TokenReadBack>? readBack = null
    ) =>
        WriteSequence
            .Run(
                location,
                $"a write to token '{location.TokenLabel}'",
                mayCreateStore: false,
                finishStore: null,
                (module, guard) =>
                {
                    using var session = Login(module, location, pin);
                    var expectations = new WriteExpectations();
                    return (Result: write(new WritableToken(session, guard, expectations)), expectations);
                },
                (module, written) => ReadBack(module, location, pin, written.expectations, readBack)
            )
            .Result;

    /// <inheritdoc cref="Write{T}"/>
    public static void Write(TokenLocation location, Pin pin, Action<WritableToken> write) =>
        Write(
            location,
            pin,
            token =>
            {
                write(token);
                return true;
            }
        );

    private static TokenSession Login(Pkcs11Module module, TokenLocation location, Pin pin)
    {
        var session = TokenSession.Open(
            module,
            TokenLocator.Choose(location, module.ReadTokens()),
            writable: true,
            location.RefusedPinFile
        );
        try
        {
            session.Login(TokenUser.User, pin);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static void ReadBack(
        Pkcs11Module module,
        TokenLocation location,
        Pin pin,
        WriteExpectations expectations,
        Action<TokenReadBack>? readBack
    )
    {
        using var session = Login(module, location, pin);
        TokenContents contents = session.ReadContents();
        IReadOnlyList<string> differences = expectations.Differences(contents);
        if (differences.Count > 0)
        {
            throw new WriteNotVerifiedException(location.TokenLabel, differences);
        }

        readBack?.Invoke(new TokenReadBack(session, contents));
    }
}
