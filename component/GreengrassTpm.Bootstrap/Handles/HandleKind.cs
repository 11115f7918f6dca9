namespace GreengrassTpm.Bootstrap;

/// <summary>What a persistent handle is, as far as that can be told.</summary>
public enum HandleKind
{
    /// <summary>The TCG's storage root key, which tokens, disk encryption and others share.</summary>
    StorageRootKey,

    /// <summary>In the range of endorsement keys.</summary>
    EndorsementKey,

    /// <summary>The platform maker's.</summary>
    Platform,

    /// <summary>The parent of a token in a store that was found.</summary>
    InUse,

    /// <summary>A storage primary as <c>tpm2_ptool init</c> makes one on each run, in no store that was found.</summary>
    Orphan,

    /// <summary>Somebody's; it may be what unlocks a disk.</summary>
    Unknown,
}
