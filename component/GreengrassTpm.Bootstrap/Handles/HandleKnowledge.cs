using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary>What is known of a persistent handle from its number, its public area, and the stores of tokens on the device.</summary>
internal static class HandleKnowledge
{
    /// <summary>Describes a handle.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="stores">The stores that were found.</param>
    internal static HandleReport Describe(PersistentHandle handle, IEnumerable<TokenStoreFile> stores)
    {
        HandleUser[] usedBy = [.. stores.SelectMany(store => store.UsersOf(handle))];
        HandleKind kind = KindOf(handle, isUsed: usedBy.Length > 0);
        return new HandleReport(
            handle.HandleText,
            Type(handle),
            handle.Public?.Attributes.Names() ?? [],
            kind,
            usedBy,
            Words(kind, handle)
        );
    }

    private static HandleKind KindOf(PersistentHandle handle, bool isUsed) =>
        handle.IsStandardStorageRootKey ? HandleKind.StorageRootKey
        : isUsed ? HandleKind.InUse
        : handle.Range == PersistentHandleRange.Endorsement ? HandleKind.EndorsementKey
        : handle.Range == PersistentHandleRange.Platform ? HandleKind.Platform
        : IsLikeToolsPrimary(handle.Public) ? HandleKind.Orphan
        : HandleKind.Unknown;

    /// <summary>
    /// Whether it is of the template that tpm2_ptool makes a store's primary from (tpm2_createprimary -C o): a storage key under the
    /// owner, AES-128 in CFB mode, without a policy. Such a key can be made again from the chip's seed at any time.
    /// </summary>
    private static bool IsLikeToolsPrimary(PublicArea? area) =>
        area is { NameAlgorithm: TpmAlgorithm.Sha256, AuthPolicy.IsEmpty: true, Scheme: null }
        && area.Attributes
            == (
                TpmObjectAttributes.FixedTpm
                | TpmObjectAttributes.FixedParent
                | TpmObjectAttributes.SensitiveDataOrigin
                | TpmObjectAttributes.UserWithAuth
                | TpmObjectAttributes.Restricted
                | TpmObjectAttributes.Decrypt
            )
        && (area.Rsa?.KeyBits == 2048 || area.Ecc is not null);

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

    private static string Words(HandleKind kind, PersistentHandle handle) =>
        kind switch
        {
            HandleKind.StorageRootKey => "storage root key, shared by tokens, disk encryption and others",
            HandleKind.EndorsementKey => "in the endorsement keys' range",
            HandleKind.Platform => "the platform's, cannot be evicted by the owner",
            HandleKind.InUse => "the parent of a token",
            HandleKind.Orphan =>
                "a storage primary as tpm2_ptool init leaves one on each run, in no store that was found",
            _ when handle.Public?.Role == KeyRole.SealedData =>
                "sealed data: may unlock a disk (clevis, systemd-cryptenroll)",
            _ => "unknown: may belong to disk encryption (clevis, systemd-cryptenroll) or another program",
        };
}
