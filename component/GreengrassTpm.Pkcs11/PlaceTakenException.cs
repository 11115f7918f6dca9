namespace GreengrassTpm.Pkcs11;

/// <summary>Another object of the same class has the label or the CKA_ID already. Nothing is overwritten.</summary>
public sealed class PlaceTakenException : TokenException
{
    internal PlaceTakenException(string tokenLabel, TokenObjectClass @class, string place)
        : base($"The token '{tokenLabel}' has a {@class} with {place} already. Nothing was written.") => Class = @class;

    /// <summary>The class of the object that is there.</summary>
    public TokenObjectClass Class { get; }
}
