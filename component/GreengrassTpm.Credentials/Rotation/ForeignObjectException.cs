namespace GreengrassTpm.Credentials;

/// <summary>
/// An object that no rotation of the journal made stands where a rotation puts its own. It is left alone, and no rotation begins.
/// </summary>
/// <param name="tokenLabel">The token.</param>
/// <param name="found">The object in words, with its label.</param>
public sealed class ForeignObjectException(string tokenLabel, string found)
    : Exception($"token '{tokenLabel}' holds {found}, which no rotation on record has made; it was left as it is")
{
    /// <summary>The object in words.</summary>
    public string Found { get; } = found;
}
