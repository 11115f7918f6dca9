namespace GreengrassTpm.Pkcs11;

/// <summary>Decides which of a module's tokens is meant, or why none can be.</summary>
internal static class TokenLocator
{
    /// <summary>The one initialised token with the location's label, in the location's slot if it names one.</summary>
    /// <exception cref="TokenNotFoundException">No token has the label.</exception>
    /// <exception cref="TokenAmbiguousException">Several have it.</exception>
    /// <exception cref="SlotMismatchException">The configured slot holds another one, or none.</exception>
    public static TokenInformation Choose(TokenLocation location, IReadOnlyList<TokenInformation> tokens)
    {
        TokenInformation[] initialised = [.. tokens.Where(token => token.IsInitialised)];
        TokenInformation[] matching = [.. initialised.Where(token => token.Label == location.TokenLabel)];
        if (matching.Length > 1)
        {
            throw new TokenAmbiguousException(location, [.. matching.Select(token => token.Slot)]);
        }

        TokenInformation? found = matching.SingleOrDefault();
        if (location.Slot is ulong slot && found?.Slot != slot)
        {
            string? there = initialised.FirstOrDefault(token => token.Slot == slot)?.Label;
            throw new SlotMismatchException(location, slot, there, found?.Slot);
        }

        return found ?? throw new TokenNotFoundException(location, [.. initialised.Select(token => token.Label)]);
    }
}
