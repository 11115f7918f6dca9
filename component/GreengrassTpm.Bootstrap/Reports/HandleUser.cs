namespace GreengrassTpm.Bootstrap;

/// <summary>What needs a persistent handle.</summary>
/// <param name="Store">The file of the token's store.</param>
/// <param name="Token">The token's label; null where the store names the handle and its tables do not tell of a token.</param>
public sealed record HandleUser(string Store, string? Token)
{
    /// <summary>For people: <c>token greengrass in /var/lib/greengrass-tpm-store/tpm2_pkcs11.sqlite3</c>.</summary>
    public override string ToString() => Token is null ? $"something in {Store}" : $"token {Token} in {Store}";
}
