namespace GreengrassTpm.Pkcs11;

/// <summary>The configured slot holds another token than the configured label names, or none.</summary>
public sealed class SlotMismatchException : TokenException
{
    internal SlotMismatchException(TokenLocation location, ulong slot, string? foundLabel, ulong? actualSlot)
        : base(
            $"Slot {slot} of {location.ModulePath} "
                + (foundLabel is null ? "holds no initialised token" : $"holds the token '{foundLabel}'")
                + $", not '{location.TokenLabel}'"
                + (actualSlot is null ? "." : $", which is in slot {actualSlot}.")
        )
    {
        Slot = slot;
        FoundLabel = foundLabel;
        ActualSlot = actualSlot;
    }

    /// <summary>The configured slot.</summary>
    public ulong Slot { get; }

    /// <summary>The label of the token in it; null = no initialised token.</summary>
    public string? FoundLabel { get; }

    /// <summary>The slot that holds the token with the label; null = none does.</summary>
    public ulong? ActualSlot { get; }
}
