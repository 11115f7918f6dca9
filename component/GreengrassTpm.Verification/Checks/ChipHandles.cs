namespace GreengrassTpm.Verification;

/// <summary>The TPM has room for one more persistent object; some chips hold just seven.</summary>
internal static class ChipHandles
{
    internal static Check Check { get; } =
        new("chip.handles", "The TPM has room for persistent objects", false, Examine);

    private static Finding Examine(DeviceFacts facts) => facts.Chip.Judge(chip => Examine(chip, facts));

    private static Finding Examine(ChipFacts chip, DeviceFacts facts)
    {
        uint? ours = facts.Store.Value?.Primary?.Handle;
        string handles = string.Join(
            ", ",
            chip.Handles.Select(one =>
                one.Handle == ours ? $"{one.HandleText} (parent of the token's keys)" : one.HandleText
            )
        );
        string state =
            $"{chip.Properties.PersistentInUse} in use{(handles.Length > 0 ? $": {handles}" : "")}; room for {(chip.Properties.PersistentAvailable == 0 ? "none" : $"at least {chip.Properties.PersistentAvailable}")} more, {chip.Properties.PersistentMinimum} are guaranteed";
        return chip.Properties.PersistentAvailable == 0
            ? Finding.Warning(
                $"The TPM is full: {state}.",
                "List them with 'greengrass-tpm-bootstrap handles' and evict those that nothing uses any more."
            )
            : Finding.Ok($"{state}.");
    }
}
