namespace GreengrassTpm.Pkcs11;

/// <summary>What <see cref="TokenInitialiser"/> found to do.</summary>
public enum TokenInitialisation
{
    /// <summary>There was no such token; it was made.</summary>
    Made,

    /// <summary>The token was there without a user PIN, from an interrupted attempt; it was given one.</summary>
    Finished,

    /// <summary>The token was there and takes the user PIN; nothing was written.</summary>
    Found,
}
