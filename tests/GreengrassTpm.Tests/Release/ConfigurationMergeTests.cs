using System.Text.Json.Nodes;
using Amazon.GreengrassV2.Model;
using GreengrassTpm.Release;
using Xunit;

namespace GreengrassTpm.Tests.Release;

public sealed class ConfigurationMergeTests
{
    [Theory]
    [InlineData(null, """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", """{"b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"c":3}}""", """{"a":{"b":1,"c":3}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("""{"a":1}""", """{"a":null}""", """{"a":null}""")]
    public void Objects_are_merged_and_everything_else_is_replaced(string? before, string merge, string after) =>
        Assert.Equal(
            after,
            ConfigurationMerge
                .Combine(new ComponentConfigurationUpdate { Merge = before }, JsonNode.Parse(merge)!.AsObject(), [])!
                .Merge
        );

    [Theory]
    [InlineData("/a/b", """{"a":{"c":2}}""")]
    [InlineData("/a", null)]
    [InlineData("", null)]
    [InlineData("/x/y", """{"a":{"b":1,"c":2}}""")]
    public void A_value_that_goes_back_to_its_default_is_not_merged_any_more(string reset, string? after)
    {
        ComponentConfigurationUpdate update = ConfigurationMerge.Combine(
            new ComponentConfigurationUpdate { Merge = """{"a":{"b":1,"c":2}}""" },
            null,
            [reset]
        )!;

        Assert.Equal(after, update.Merge);
        Assert.Equal([reset], update.Reset);
    }

    [Fact]
    public void A_change_of_nothing_is_no_update() => Assert.Null(ConfigurationMerge.Combine(null, null, []));

    [Fact]
    public void What_is_not_JSON_is_refused() =>
        Assert.Throws<ReleaseException>(() =>
            ConfigurationMerge.Combine(new ComponentConfigurationUpdate { Merge = "{" }, null, [])
        );
}
