using System.Text.RegularExpressions;
using GreengrassTpm.Tests.Architecture;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.Tests.Verification;

public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_check_is_documented_in_its_order_with_its_mark() =>
        Assert.Equal(
            CheckList.All.Select(check => (check.Id, check.IsEssential)),
            Rows()
                .Matches(Repository.Read("docs/VERIFICATION.md"))
                .Select(row => (row.Groups["id"].Value, row.Groups["star"].Value == "★"))
        );

    [GeneratedRegex(@"^\| `(?<id>[a-z]+\.[a-z-]+)` \| (?<star>★?)", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
