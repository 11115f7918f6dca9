namespace GreengrassTpm.Tpm;

/// <summary>Facts about the numbers of persistent handles.</summary>
public static class PersistentHandles
{
    /// <summary>The lowest persistent handle.</summary>
    public const uint First = 0x81000000;

    /// <summary>The TCG's handle for the storage root key (TCG TPM v2.0 Provisioning Guidance, table of SRK handles).
    /// Disk encryption and others share it.</summary>
    public const uint StorageRootKey = 0x81000001;

    /// <summary>Tells what a handle is kept for.</summary>
    /// <param name="handle">A TPM handle.</param>
    /// <returns>The range that it is in.</returns>
    public static PersistentHandleRange Range(uint handle) =>
        handle switch
        {
            >= 0x81000000 and <= 0x8100FFFF => PersistentHandleRange.StoragePrimary,
            >= 0x81010000 and <= 0x8101FFFF => PersistentHandleRange.Endorsement,
            >= 0x81020000 and <= 0x817FFFFF => PersistentHandleRange.Owner,
            >= 0x81800000 and <= 0x81FFFFFF => PersistentHandleRange.Platform,
            _ => PersistentHandleRange.None,
        };
}
