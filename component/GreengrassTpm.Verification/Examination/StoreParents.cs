namespace GreengrassTpm.Verification;

/// <summary>Which token of a store of tpm2-pkcs11 lies under which key of the chip. Reads a copy of the store.</summary>
public static class StoreParents
{
    /// <summary>Reads it.</summary>
    /// <param name="folder">The folder of the store.</param>
    /// <returns>The tokens whose parent is at a persistent handle; none where the store cannot be read.</returns>
    public static IReadOnlyList<TokenParent> Read(string folder)
    {
        try
        {
            using var copy = StoreSnapshot.Take(folder);
            return StoreDatabase.ReadParents(copy.StoreFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

/// <summary>A token and the key of the chip under which its keys are.</summary>
/// <param name="Token">The token's label.</param>
/// <param name="Handle">The persistent handle of that key.</param>
public sealed record TokenParent(string Token, uint Handle);
