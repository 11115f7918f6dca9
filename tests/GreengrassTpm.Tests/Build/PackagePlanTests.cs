using GreengrassTpm.Build;
using Xunit;

namespace GreengrassTpm.Tests.Build;

public sealed class PackagePlanTests
{
    private static readonly SystemPackage Library = new("a library", "libtss2-tcti-tabrmd0");
    private static readonly SystemPackage Compiler = new("a compiler", "gcc", "clang");

    [Fact]
    public void Any_of_a_needs_names_meets_it() =>
        Assert.Empty(PackagePlan.Missing([Library, Compiler], Set("libtss2-tcti-tabrmd0t64", "clang")));

    [Fact]
    public void A_need_that_no_installed_package_meets_is_missing() =>
        Assert.Equal([Library], PackagePlan.Missing([Library, Compiler], Set("gcc")));

    [Fact]
    public void A_library_renamed_for_64_bit_time_is_chosen_by_the_name_on_offer() =>
        Assert.Equal("libtss2-tcti-tabrmd0t64", PackagePlan.Choose(Library, Set("libtss2-tcti-tabrmd0t64", "clang")));

    [Fact]
    public void The_preferred_name_is_chosen_when_several_are_on_offer() =>
        Assert.Equal("gcc", PackagePlan.Choose(Compiler, Set("clang", "gcc")));

    [Fact]
    public void What_is_not_on_offer_is_not_chosen() => Assert.Null(PackagePlan.Choose(Compiler, Set("tcc")));

    [Fact]
    public void A_package_of_which_only_the_configuration_is_left_is_not_installed() =>
        Assert.Equal(
            ["swtpm"],
            PackagePlan.ReadInstalled(["installed swtpm", "config-files mosquitto", "not-installed opensc"])
        );

    [Fact]
    public void The_names_on_offer_are_read_from_the_first_column() =>
        Assert.Equal(
            ["mosquitto", "swtpm"],
            PackagePlan
                .ReadOffered([
                    " mosquitto | 2.0.11-1.2 | http://deb.example/debian bookworm/main amd64 Packages",
                    " mosquitto | 2.0.11-1.1 | http://deb.example/security bookworm/main amd64 Packages",
                    "     swtpm | 0.7.1-1 | http://deb.example/debian bookworm/main amd64 Packages",
                ])
                .Order()
        );

    [Fact]
    public void Every_need_says_why() => Assert.All(SystemPackages.All, need => Assert.NotEmpty(need.Why));

    private static HashSet<string> Set(params string[] names) => [.. names];
}
