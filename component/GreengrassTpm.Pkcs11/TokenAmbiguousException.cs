namespace GreengrassTpm.Pkcs11;

/// <summary>Several tokens carry the label, so it does not say which one is meant.</summary>
public sealed class TokenAmbiguousException : TokenException
{
    internal TokenAmbiguousException(TokenLocation location, IReadOnlyList<ulong> slots)
        : base(
            $"{location.ModulePath} has {slots.Count} tokens labelled '{location.TokenLabel}' (slots "
                + $"{string.Join(", ", slots)}); exactly one is needed. Relabel or remove the others."
        ) => Slots = slots;

    /// <summary>The slots in which they are.</summary>
    public IReadOnlyList<ulong> Slots { get; }
}
