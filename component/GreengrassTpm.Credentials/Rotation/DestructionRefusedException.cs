using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>An object was about to be destroyed that the active credential, or one that may come back, still needs. Nothing was destroyed.</summary>
/// <param name="tokenLabel">The token.</param>
/// <param name="kept">The object.</param>
/// <param name="reason">Why it is kept; no full stop.</param>
public sealed class DestructionRefusedException(string tokenLabel, ObjectIdentity kept, string reason)
    : Exception($"the {kept} on token '{tokenLabel}' was not destroyed: {reason}")
{
    /// <summary>The object that was kept.</summary>
    public ObjectIdentity Kept { get; } = kept;
}
