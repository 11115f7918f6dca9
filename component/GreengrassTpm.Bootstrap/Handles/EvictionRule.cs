namespace GreengrassTpm.Bootstrap;

/// <summary>Which handles may be evicted. What only an evicted object could unwrap is lost for good.</summary>
internal static class EvictionRule
{
    /// <summary>Why a handle is not evicted unless that is insisted on; null for an orphan, which nobody needs.</summary>
    internal static string? Refusal(HandleReport handle) =>
        handle.Kind switch
        {
            HandleKind.Orphan => null,
            HandleKind.StorageRootKey when handle.UsedBy.Count > 0 =>
                $"it is the storage root key, under which lies {Names(handle)}",
            HandleKind.StorageRootKey =>
                "it is the storage root key: disk encryption and others share it, and the next token needs it",
            HandleKind.InUse => $"it is the parent of {Names(handle)}, which would be lost",
            HandleKind.EndorsementKey =>
                "it is in the range of the endorsement keys, by which the chip proves what it is",
            HandleKind.Platform => "it is the platform maker's",
            _ =>
                "it is not known whose it is: what unlocks a disk could be among it (ask clevis luks list, systemd-cryptenroll, and who set this device up)",
        };

    private static string Names(HandleReport handle) => string.Join(", ", handle.UsedBy);
}
