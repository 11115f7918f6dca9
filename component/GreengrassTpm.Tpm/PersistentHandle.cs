using System.Globalization;

namespace GreengrassTpm.Tpm;

/// <summary>An object that the chip keeps through power cycles.</summary>
/// <param name="Handle">Its handle, 0x81000000–0x81FFFFFF.</param>
/// <param name="Public">Its public area; null when it could not be read.</param>
/// <param name="Name">Its name as the chip says it, lower-case hex; empty when it could not be read.</param>
/// <param name="Problem">Why it could not be read, for an operator; null when it could.</param>
public sealed record PersistentHandle(uint Handle, PublicArea? Public, string Name, string? Problem = null)
{
    /// <summary>What the registry keeps the handle for.</summary>
    public PersistentHandleRange Range => PersistentHandles.Range(Handle);

    /// <summary>True for the TCG's storage root key handle, which several programs may share.</summary>
    public bool IsStandardStorageRootKey => Handle == PersistentHandles.StorageRootKey;

    /// <summary>The handle as tools print it: <c>0x81000001</c>.</summary>
    public string HandleText => string.Create(CultureInfo.InvariantCulture, $"0x{Handle:X8}");
}
