using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the device was found to have.</summary>
/// <param name="ModulePath">The PKCS#11 module's absolute path.</param>
/// <param name="Tcti">How the TPM is reached.</param>
/// <param name="StoreGroup">The group whose members may use the TPM and so the store.</param>
/// <param name="PersistentHandles">The TPM's persistent handles in use, <c>0x81000001</c>.</param>
/// <param name="PersistentHandlesFree">How many more the chip says it can hold at least.</param>
internal sealed record DeviceFacts(
    string ModulePath,
    string Tcti,
    UnixGroup StoreGroup,
    IReadOnlyList<string> PersistentHandles,
    uint PersistentHandlesFree
)
{
    /// <summary>The handle of the storage root key (TCG TPM v2.0 Provisioning Guidance, table 2), under which tpm2-pkcs11 makes its keys.</summary>
    internal const string StorageRootKey = "0x81000001";

    /// <summary>Whether a token can be made: its parent is there, or there is room for it.</summary>
    internal bool CanHoldToken => PersistentHandles.Contains(StorageRootKey) || PersistentHandlesFree > 0;
}
