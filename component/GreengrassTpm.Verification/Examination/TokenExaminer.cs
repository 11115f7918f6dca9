using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Asks the module: which tokens there are, what the token shows without a login, and what it shows after the one login.</summary>
internal static class TokenExaminer
{
    /// <summary>Opens the token if the module has exactly one with the label; whether it is in the configured slot is a question of its own.</summary>
    /// <returns>What the module says, and the reader; null where there is no such token, and then the reason.</returns>
    internal static (Fact<ModuleFacts> Module, TokenReader? Reader, Finding? Reason) Open(TokenLocation location)
    {
        try
        {
            TokenReader reader = TokenReader.Open(location with { Slot = null });
            return (Try<ModuleFacts>(() => new ModuleFacts(reader.ReadModule())), reader, null);
        }
        catch (TokenException error)
        {
            Fact<ModuleFacts> module = Survey(location);
            return (module, null, Reason(module, location.TokenLabel, error));
        }
    }

    /// <summary>What the module says of itself and of its tokens, where the token cannot be opened.</summary>
    private static Fact<ModuleFacts> Survey(TokenLocation location)
    {
        try
        {
            return new ModuleFacts(ModuleSurvey.Take(location));
        }
        catch (ModuleInUseException error)
        {
            return Finding.Error(error.Message, "Examine when the module is free.");
        }
        catch (TokenException error) when (error.Retry == RetryClass.Retryable)
        {
            return Finding.Error($"The module was loaded, but {error.Message}", "Try again after a pause.");
        }
        catch (TokenException error)
        {
            return new ModuleFacts(null, error.Message);
        }
    }

    private static Finding Reason(Fact<ModuleFacts> module, string label, TokenException error) =>
        module.Value?.Survey is not { } survey ? module.Judge(facts => facts.Judge(_ => Finding.Ok("")))
        : survey.WithLabel(label).Take(2).Count() != 1
            ? Finding.Unseen($"There is not exactly one token labelled '{label}'.")
        : Finding.Error(error.Message);

    /// <summary>Logs in by one try.</summary>
    internal static Fact<LoginFacts> Login(TokenReader reader, Pin pin)
    {
        try
        {
            reader.Login(pin);
            return new LoginFacts(LoginOutcome.Accepted, $"The token '{reader.Token.Label}' took the user PIN.");
        }
        catch (PinRefusedException error)
        {
            return new LoginFacts(LoginOutcome.Refused, error.Message);
        }
        catch (PinLockedException error)
        {
            return new LoginFacts(LoginOutcome.Locked, error.Message);
        }
        catch (PinNotInitialisedException error)
        {
            return new LoginFacts(LoginOutcome.NoUserPin, error.Message);
        }
        catch (TokenException error)
        {
            return Finding.Error(error.Message);
        }
    }

    /// <summary>All objects that can be seen now.</summary>
    internal static Fact<ObjectFacts> ReadObjects(TokenReader reader, bool withLogin) =>
        Try<ObjectFacts>(() => new ObjectFacts(reader.ReadContents(), withLogin));

    /// <summary>Looks at something of the token.</summary>
    internal static Fact<T> Try<T>(Func<Fact<T>> look)
        where T : class
    {
        try
        {
            return look();
        }
        catch (TokenException error)
        {
            return Finding.Error(error.Message);
        }
    }
}
