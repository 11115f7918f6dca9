using System.Text.RegularExpressions;
using GreengrassTpm.Tests.Architecture;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>What the repository's host runs for us is pinned, and holds no keys.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Repository.Files(".github/workflows", ".yml")];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_by_its_commit(string workflow)
    {
        string text = Repository.Read(workflow);

        Assert.NotEmpty(Use().Matches(text));
        Assert.All(Use().Matches(text), use => Assert.Matches("@[0-9a-f]{40} # v[0-9]", use.Value));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void No_stored_key_is_used_and_rights_are_named(string workflow)
    {
        string text = Repository.Read(workflow);

        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("access-key", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\npermissions:\n  contents: read\n", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("uses: .*")]
    private static partial Regex Use();
}
