using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GreengrassTpm.Release;
using GreengrassTpm.Tests.Architecture;
using Xunit;

namespace GreengrassTpm.Tests.Release;

public sealed partial class BillOfMaterialsTests
{
    private static readonly PackagedFile Program = new("greengrass-tpm-linux-x64", "/", 1, ReleaseSamples.Digest);

    private static string BootstrapLock => Repository.Read("component/GreengrassTpm.Bootstrap/packages.lock.json");

    [Fact]
    public void It_lists_programs_packages_and_needs()
    {
        JsonObject bill = JsonNode.Parse(Write())!.AsObject();

        string?[] parts = [.. bill["components"]!.AsArray().Select(part => (string?)part!["bom-ref"])];
        Assert.Contains("greengrass-tpm-linux-x64", parts);
        Assert.Contains("pkg:nuget/Pkcs11Interop@5.3.0", parts);
        Assert.Contains("libtpm2_pkcs11.so.1", parts);
        Assert.Equal(parts, bill["dependencies"]![0]!["dependsOn"]!.AsArray().Select(part => (string?)part));
        Assert.Equal(parts.Length, parts.Distinct().Count());
    }

    [Fact]
    public void The_same_release_has_the_same_bill() => Assert.Equal(Write(), Write());

    [Fact]
    public void Every_native_library_that_the_sources_name_is_a_need() =>
        Assert.Empty(
            Repository
                .Files("component", ".cs")
                .SelectMany(file => Library().Matches(Repository.Read(file)))
                .Select(match => match.Groups["name"].Value)
                .Except(NativeNeed.All.Select(need => need.Library))
        );

    [Fact]
    public void A_package_of_two_projects_stands_once() =>
        Assert.Equal(PackageLock.Packages([BootstrapLock]), PackageLock.Packages([BootstrapLock, BootstrapLock]));

    [Fact]
    public void Another_file_is_no_lock_file() =>
        Assert.Throws<ReleaseException>(() => PackageLock.Packages(["""{ "version": 2 }"""]));

    private static string Write() =>
        BillOfMaterials.Write(
            ReleaseSamples.Configuration,
            [Program],
            PackageLock.Packages([BootstrapLock]),
            NativeNeed.All
        );

    [GeneratedRegex(@"const string (Library|Name) = ""(?<name>lib[^""]+\.so\.[0-9]+)""")]
    private static partial Regex Library();
}
