using GreengrassTpm.Release;
using Xunit;

namespace GreengrassTpm.Tests.Release;

public sealed class ComponentVersionTextTests
{
    [Theory]
    [InlineData("1.0.0")]
    [InlineData("1.0.1", "1.0.0")]
    [InlineData("1.10.4", "1.9.0", "1.10.3", "1.2.9")]
    [InlineData("2.0.1", "2.0.0", "2.0.0-rc.1")]
    [InlineData("1.0.1", "latest", "1.0.0")]
    public void The_next_patch_follows_the_highest_version(string next, params string[] existing) =>
        Assert.Equal(next, ComponentVersionText.After(existing));

    [Theory]
    [InlineData("1.2.3", true)]
    [InlineData("1.2.3-rc.1+build.5", true)]
    [InlineData("1.2", false)]
    [InlineData("v1.2.3", false)]
    [InlineData("01.2.3", false)]
    [InlineData("NEXT_PATCH", false)]
    [InlineData("1.0.0-0123456789012345678901234567890123456789012345678901234567890", false)]
    public void A_version_is_semantic_and_short(string text, bool isVersion) =>
        Assert.Equal(isVersion, ComponentVersionText.IsVersion(text));
}
