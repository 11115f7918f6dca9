using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary>What is known of a persistent handle from its number and its public area.</summary>
internal static class HandleKnowledge
{
    internal static HandleReport Describe(PersistentHandle handle) =>
        new(handle.HandleText, Type(handle), handle.Public?.Attributes.Names() ?? [], Known(handle));

    private static string Type(PersistentHandle handle) =>
        handle.Public switch
        {
            null => handle.Problem ?? "unreadable",
            { Rsa: TpmRsaKey rsa } => $"RSA {rsa.KeyBits} {Role(handle.Public.Role)}",
            { Ecc: TpmEccKey ecc } => $"EC {ecc.Curve.Name} {Role(handle.Public.Role)}",
            PublicArea area => $"{area.Type.Name()} {Role(area.Role)}",
        };

    private static string Role(KeyRole role) =>
        role switch
        {
            KeyRole.StorageKey => "storage key",
            KeyRole.AttestationKey => "attestation key",
            KeyRole.GeneralKey => "key",
            KeyRole.SigningKey => "signing key",
            KeyRole.DecryptionKey => "decryption key",
            KeyRole.SealedData => "sealed data",
            _ => "object",
        };

    // The TCG's registry of reserved handles says what a range is for, not who put something there.
    private static string? Known(PersistentHandle handle) =>
        handle.IsStandardStorageRootKey
            ? "storage root key, shared by tokens, disk encryption and others"
            : handle.Range switch
            {
                PersistentHandleRange.StoragePrimary => "a storage primary, as tpm2_ptool init leaves one on each run",
                PersistentHandleRange.Endorsement => "in the endorsement keys' range",
                PersistentHandleRange.Platform => "the platform's, cannot be evicted by the owner",
                _ => null,
            };
}
