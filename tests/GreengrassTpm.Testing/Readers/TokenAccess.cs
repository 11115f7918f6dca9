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

    /// <summary>Makes an access with more variables set, for example those of a fault plan.</summary>
    /// <param name="variables">Variables by name; they win over those already there.</param>
    /// <returns>The changed copy.</returns>
    public TokenAccess With(IReadOnlyDictionary<string, string> variables) =>
        this with
        {
            Environment = new Command("").With(Environment).With(variables).Environment,
        };

    /// <inheritdoc/>
    public override string ToString() => new StringBuilder(ModulePath).Append(" token ").Append(TokenLabel).ToString();
}
