using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>Tokens made by OpenSC's pkcs11-tool, which knows nothing of us.</summary>
internal static class ForeignToken
{
    /// <summary>C_InitToken in the first empty slot, and C_InitPIN if there is a PIN.</summary>
    public static void Make(TokenAccess token, string securityOfficerPin, string? userPin)
    {
        string[] module = ["--module", token.ModulePath, "--so-pin", securityOfficerPin];
        Run(token, [.. module, "--slot", EmptySlot(token), "--init-token", "--label", token.TokenLabel]);
        if (userPin is not null)
        {
            string[] login = ["--token-label", token.TokenLabel, "--login", "--login-type", "so"];
            Run(token, [.. module, .. login, "--init-pin", "--new-pin", userPin]);
        }
    }

    // "Slot 1 (0x2): …" comes before "  token state:   uninitialized".
    private static string EmptySlot(TokenAccess token)
    {
        string[] lines = Run(token, ["--module", token.ModulePath, "--list-slots"]).Output.Split('\n');
        int state = Array.FindIndex(lines, line => line.Contains("uninitialized", StringComparison.Ordinal));
        return lines[..state].Last(line => line.StartsWith("Slot ", StringComparison.Ordinal)).Split('(', ')')[1];
    }

    private static ChildResult Run(TokenAccess token, string[] arguments) =>
        ChildProcess.Run(new Command("pkcs11-tool", arguments).With(token.Environment)).OrThrow();
}
