using System.Text;

namespace GreengrassTpm.Testing;

/// <summary>All that an independent reader needs to use a token.</summary>
/// <param name="ModulePath">The PKCS#11 module.</param>
/// <param name="TokenLabel">The token's label.</param>
/// <param name="Pin">The user PIN: of a test's token, so no secret. It is still never an argument of a process.</param>
/// <param name="Environment">The variables that the module needs.</param>
public sealed record TokenAccess(
    string ModulePath,
    string TokenLabel,
    string Pin,
    IReadOnlyDictionary<string, string> Environment
)
{
    /// <summary>Gets the user that the reader runs as; null = the same as the test.</summary>
    public RunAs? User { get; init; }

    /// <inheritdoc/>
    public override string ToString() => new StringBuilder(ModulePath).Append(" token ").Append(TokenLabel).ToString();
}
