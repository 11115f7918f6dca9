using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Build;

/// <summary>What the product's own build offers and in which order it works.</summary>
public sealed class BuildTargetTests
{
    [Fact]
    public void Test_is_the_default_and_prepares_everything_first()
    {
        ChildResult result = BuildProgram.RunBuild("--dryrun");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["Prerequisites", "Format", "Restore", "Compile", "Publish", "Test", "Default"],
            result.Lines().Where(line => char.IsDigit(line[0])).Select(line => line.Split(' ')[1])
        );
    }

    [Fact]
    public void A_release_is_tested_built_twice_and_packaged_before_it_is_published()
    {
        ChildResult result = BuildProgram.RunBuild("--dryrun", "--target", "Release");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "Prerequisites",
                "Format",
                "Restore",
                "Compile",
                "Publish",
                "Test",
                "CrossToolchain",
                "PublishAll",
                "Arm64",
                "Reproduce",
                "Package",
                "PublishComponent",
                "Release",
            ],
            result.Lines().Where(line => char.IsDigit(line[0])).Select(line => line.Split(' ')[1])
        );
    }

    [Fact]
    public void Every_target_says_what_it_is_for()
    {
        const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        string[][] rows =
        [
            .. BuildProgram
                .RunBuild("--description")
                .Output.Split('\n')
                .Where(line => line.Length > 2 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
                .Select(line => line.Split("  ", Trimmed)),
        ];

        Assert.Contains(rows, row => row[0] == "Test");
        Assert.All(rows, row => Assert.Equal(2, row.Length));
    }

    [Fact]
    public void A_build_without_tests_does_not_end_with_a_sum() =>
        Assert.DoesNotContain(
            BuildProgram.RunBuild("--dryrun").Lines(),
            line => line.Contains(" passed, ", StringComparison.Ordinal)
        );
}
