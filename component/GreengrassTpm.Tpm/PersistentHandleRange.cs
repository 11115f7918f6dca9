namespace GreengrassTpm.Tpm;

/// <summary>What the TCG's "Registry of Reserved TPM 2.0 Handles and Localities" keeps a persistent handle for.</summary>
public enum PersistentHandleRange
{
    /// <summary>0x81000000–0x8100FFFF: primary storage keys of the owner, 0x81000001 above all.</summary>
    StoragePrimary,

    /// <summary>0x81010000–0x8101FFFF: endorsement keys.</summary>
    Endorsement,

    /// <summary>0x81020000–0x817FFFFF: the owner's, for any purpose.</summary>
    Owner,

    /// <summary>0x81800000–0x81FFFFFF: the platform manufacturer's; the owner cannot evict these.</summary>
    Platform,

    /// <summary>Not a persistent handle.</summary>
    None,
}
