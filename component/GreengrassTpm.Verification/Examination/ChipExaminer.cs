using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Verification;

/// <summary>Asks the TPM. Each time a connection of its own, closed at once: without a resource manager there is only one at a time.</summary>
internal static class ChipExaminer
{
    /// <summary>What the chip says of itself.</summary>
    internal static Fact<ChipFacts> Examine(TokenLocation location)
    {
        if (location.StoreFolder is null)
        {
            return Finding.Skipped("The module is not tpm2-pkcs11: its keys are not in a TPM.");
        }

        try
        {
            using TpmChip chip = TpmChip.Open(location.Tcti);
            return new ChipFacts(chip.ReadProperties(), chip.ReadPersistentHandles());
        }
        catch (TpmUnavailableException error) when (error.Reason == TpmUnavailableReason.PermissionDenied)
        {
            return Finding.Unseen(error.Message, error.WhatToDo);
        }
        catch (TpmException error)
        {
            return Finding.Error(error.Message, error.WhatToDo);
        }
    }

    /// <summary>Loads the active key under the store's primary, and asks the chip what it is.</summary>
    internal static Fact<ChipKeyFacts> Load(TokenLocation location, Fact<StoreFacts> store, Fact<TpmKeyBlobs> blobs) =>
        blobs.Then<ChipKeyFacts>(key =>
            store.Value?.Primary switch
            {
                { NeedsAuthorisation: false, Handle: { } parent } => Load(location, parent, key),
                { NeedsAuthorisation: true } => Finding.Unseen(
                    "The key's parent on the chip has an authorisation value, which is not tried: a wrong one counts towards lock-out."
                ),
                { } => Finding.Unseen("The key's parent is not kept on the chip but made afresh for each use."),
                null => Finding.Unseen("The store does not say under which key of the chip the token's keys are."),
            }
        );

    private static Fact<ChipKeyFacts> Load(TokenLocation location, uint parent, TpmKeyBlobs key)
    {
        _ = PublicArea.TryParse(key.PublicArea.Span, out PublicArea? stored);
        try
        {
            using TpmChip chip = TpmChip.Open(location.Tcti);
            return new ChipKeyFacts(
                parent,
                stored,
                chip.LoadAndReadPublic(parent, key.PublicArea.Span, key.PrivateArea.Span)
            );
        }
        catch (TpmException error) when (error.Retry == TpmRetry.Permanent && error is not TpmUnavailableException)
        {
            return new ChipKeyFacts(parent, stored, null, error.Message);
        }
        catch (TpmException error)
        {
            return Finding.Error(error.Message, error.WhatToDo);
        }
    }
}
