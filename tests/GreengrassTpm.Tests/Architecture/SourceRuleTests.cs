using System.Text.RegularExpressions;
using GreengrassTpm.Build;
using Xunit;

namespace GreengrassTpm.Tests.Architecture;

/// <summary>Rules about the text of the sources that no analyzer of the compiler knows.</summary>
public sealed partial class SourceRuleTests
{
    private const int MostLines = 400;

    /// <summary>These files say what is forbidden.</summary>
    private static readonly string[] Rules = ["tests/GreengrassTpm.Tests/Architecture/SourceRuleTests.cs"];

    private static readonly string[] Texts =
    [
        ".cs",
        ".csproj",
        ".props",
        ".targets",
        ".md",
        ".yaml",
        ".yml",
        ".json",
        ".sh",
    ];

    private static IEnumerable<string> Sources(string folder) => Repository.Files(folder, ".cs").Except(Rules);

    [Fact]
    public void A_source_file_is_short_enough_to_be_read_at_one_go() =>
        Assert.DoesNotContain(Sources(""), file => Repository.Read(file).Count(letter => letter == '\n') > MostLines);

    [Fact]
    public void Nothing_is_left_to_be_done() => Assert.Empty(Matches(Sources(""), Unfinished()));

    [Fact]
    public void No_test_is_skipped_and_a_missing_tool_is_an_error() =>
        Assert.Empty(Matches(Sources("tests"), Skipped()));

    [Fact]
    public void Tests_wait_for_conditions_and_do_not_sleep() =>
        Assert.Empty(Matches(TestSuite.DeviceProjects.Prepend(TestSuite.QuickProject).SelectMany(Sources), Sleeping()));

    [Fact]
    public void Programs_are_started_without_a_shell() =>
        Assert.Empty(Matches(Sources("component").Concat(Sources("build")), Shell()));

    [Fact]
    public void Native_calls_of_what_we_ship_are_generated_at_compile_time() =>
        Assert.Empty(Matches(Sources("component"), RuntimeMarshalling()));

    [Fact]
    public void Test_categories_are_those_that_the_build_knows() =>
        Assert.Empty(
            Sources("tests")
                .SelectMany(file => Category().Matches(Repository.Read(file)))
                .Select(match => match.Groups["name"].Value)
                .Except(TestSuite.OtherCategories)
        );

    [Fact]
    public void No_file_names_its_authors_machine_or_a_package_registry() =>
        Assert.Empty(Matches(Repository.Files("", Texts).Except(Rules), Local()));

    private static IEnumerable<string> Matches(IEnumerable<string> files, Regex forbidden) =>
        files.SelectMany(file => forbidden.Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}"));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bSkip\s*=\s*[""$@]|Assert\.Skip")]
    private static partial Regex Skipped();

    /// <summary>For ever is not a guess at how long something takes: a process that waits to be killed may sleep so.</summary>
    [GeneratedRegex(@"(Thread\.Sleep|Task\.Delay)\((?!Timeout\.Infinite)")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"""(/usr)?(/bin/)?(ba|da)?sh""|UseShellExecute\s*=\s*true")]
    private static partial Regex Shell();

    [GeneratedRegex(@"\[DllImport|Marshal\.GetDelegateForFunctionPointer")]
    private static partial Regex RuntimeMarshalling();

    [GeneratedRegex(@"Trait\(""Category"",\s*""(?<name>[^""]*)""\)")]
    private static partial Regex Category();

    [GeneratedRegex(@"(?<![\w.*-])/work/|nuget\.org")]
    private static partial Regex Local();
}
