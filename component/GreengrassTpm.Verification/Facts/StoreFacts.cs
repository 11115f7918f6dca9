namespace GreengrassTpm.Verification;

/// <summary>The token's store as files, before any module has seen it.</summary>
/// <param name="Folder">The store's folder (TPM2_PKCS11_STORE).</param>
/// <param name="Problem">Why there is no usable store, as a clause; null where there is one.</param>
public sealed record StoreFacts(string Folder, string? Problem)
{
    /// <summary>Folder, store, lock and the TPM's device, as far as they exist.</summary>
    public IReadOnlyList<FileFacts> Files { get; init; } = [];

    /// <summary>The version of the store's tables; null where it could not be read.</summary>
    public int? SchemaVersion { get; init; }

    /// <summary>The key of the chip under which the token's keys are; null where the store does not say.</summary>
    public StorePrimary? Primary { get; init; }

    /// <summary>Whether the module would rewrite the store at its next start, because it is of an older version.</summary>
    public bool WouldMigrate { get; init; }
}

/// <summary>The key of the chip under which a token's keys are.</summary>
/// <param name="Handle">Its persistent handle; null where it is made afresh for each use.</param>
/// <param name="NeedsAuthorisation">Whether it has an authorisation value, which only the module knows how to get at.</param>
public sealed record StorePrimary(uint? Handle, bool NeedsAuthorisation);

/// <summary>A file or folder, as the file system has it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Owner">Its user, by name where it has one.</param>
/// <param name="Group">Its group, by name where it has one.</param>
/// <param name="Mode">Its permissions.</param>
public sealed record FileFacts(string Path, string Owner, string Group, UnixFileMode Mode)
{
    /// <summary>Whether users who are neither owner nor in the group may read it.</summary>
    public bool IsReadableByOthers => Mode.HasFlag(UnixFileMode.OtherRead);

    /// <summary>Whether users who are neither owner nor in the group may write to it.</summary>
    public bool IsWritableByOthers => Mode.HasFlag(UnixFileMode.OtherWrite);

    /// <summary>For example <c>/var/lib/greengrass-tpm-store root:tss 2770</c>.</summary>
    public override string ToString() => $"{Path} {Owner}:{Group} {Convert.ToString((int)Mode, 8).PadLeft(4, '0')}";
}
