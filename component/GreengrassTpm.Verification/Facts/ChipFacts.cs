using GreengrassTpm.Tpm;

namespace GreengrassTpm.Verification;

/// <summary>The TPM.</summary>
/// <param name="Properties">What it says of itself.</param>
/// <param name="Handles">Its persistent objects.</param>
public sealed record ChipFacts(ChipProperties Properties, IReadOnlyList<PersistentHandle> Handles);

/// <summary>The TPM's own word on a key: its public area as the store has it, and as the chip reads it out of the loaded key.</summary>
/// <param name="Parent">The persistent handle of the key under which it was loaded.</param>
/// <param name="Stored">The public area that the store has; null where its bytes are none.</param>
/// <param name="Loaded">What the chip said after TPM2_Load; null where it refused.</param>
/// <param name="Refusal">Why the chip refused to load it; null where it did not.</param>
public sealed record ChipKeyFacts(uint Parent, PublicArea? Stored, LoadedKey? Loaded, string? Refusal = null);
