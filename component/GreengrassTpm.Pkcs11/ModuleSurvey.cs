namespace GreengrassTpm.Pkcs11;

/// <summary>What a module says of itself, and which tokens it has. No session is opened, and nothing is logged in to.</summary>
/// <param name="Module">The module.</param>
/// <param name="Tokens">All tokens, initialised or not, in the module's order.</param>
public sealed record ModuleSurvey(ModuleInformation Module, IReadOnlyList<TokenInformation> Tokens)
{
    /// <summary>The initialised tokens with a label.</summary>
    public IEnumerable<TokenInformation> WithLabel(string label) =>
        Tokens.Where(token => token.IsInitialised && token.Label == label);

    /// <summary>Initialises the module, asks it, and finalises it.</summary>
    /// <param name="location">The module and what it has to be told; the token's label and slot do not matter.</param>
    /// <exception cref="TokenException">
    /// <see cref="StoreUnusableException"/>, <see cref="ModuleLoadException"/>, <see cref="ModuleInUseException"/> or
    /// <see cref="Pkcs11CallException"/>.
    /// </exception>
    public static ModuleSurvey Take(TokenLocation location)
    {
        TokenStore.Of(location)?.RequireExisting();
        using var reservation = ModuleReservation.Take(location.ModulePath, "a survey of its tokens");
        using var module = Pkcs11Module.Open(location, reservation);
        return new ModuleSurvey(module.ReadInformation(), module.ReadTokens());
    }
}
