using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>What was on the token when it was last looked at.</summary>
/// <param name="Exists">Whether there is a token of the label.</param>
/// <param name="HasUserPin">Whether its initialisation is finished.</param>
/// <param name="Slot">The slot it is in; 0 without token.</param>
/// <param name="Contents">Its keys and certificates.</param>
internal sealed record TokenPicture(bool Exists, bool HasUserPin, ulong Slot, TokenContents Contents)
{
    /// <summary>No token.</summary>
    internal static readonly TokenPicture None = new(false, false, 0, new TokenContents([], []));
}
