using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Where provisioning is killed at the token.</summary>
internal static class TokenKills
{
    /// <summary>The calls by which provisioning changes the token, in their order; the last one stores the certificate.</summary>
    public static IReadOnlyList<string> Calls { get; } =
    ["C_InitToken", "C_InitPIN", "C_GenerateKeyPair", "C_CreateObject"];

    /// <summary>Before and after each of some calls.</summary>
    public static TheoryData<string, FaultKind> At(IEnumerable<string> calls)
    {
        TheoryData<string, FaultKind> kills = [];
        foreach (string call in calls)
        {
            kills.Add(call, FaultKind.KillBefore);
            kills.Add(call, FaultKind.KillAfter);
        }

        return kills;
    }
}
