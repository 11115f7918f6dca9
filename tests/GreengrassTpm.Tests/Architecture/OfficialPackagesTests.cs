using System.Text.Json.Nodes;
using GreengrassTpm.Build;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Architecture;

/// <summary>What MSBuild makes of the property UseOfficialPackages.</summary>
public sealed class OfficialPackagesTests
{
    [Theory]
    [InlineData("component/GreengrassTpm.Bootstrap/GreengrassTpm.Bootstrap.csproj", "AWSSDK.IoT", "Amazon.IoT.csproj")]
    [InlineData("build/Build.csproj", "Cake.Frosting", "Cake.Frosting.csproj")]
    [InlineData(
        "build/GreengrassTpm.Release/GreengrassTpm.Release.csproj",
        "AWSSDK.GreengrassV2",
        "Amazon.GreengrassV2.csproj"
    )]
    public void The_official_package_takes_the_place_of_the_stand_in(string project, string package, string standIn)
    {
        JsonNode official = Evaluate(project, "true");
        JsonNode usual = Evaluate(project, "false");

        Assert.Contains(package, Items(official, "PackageReference"));
        Assert.DoesNotContain(standIn, Items(official, "ProjectReference"));
        Assert.DoesNotContain(package, Items(usual, "PackageReference"));
        Assert.Contains(standIn, Items(usual, "ProjectReference"));
    }

    [Fact]
    public void Each_choice_of_packages_has_a_lock_file_of_its_own()
    {
        const string project = "build/Build.csproj";

        Assert.Equal("packages.official.lock.json", LockFile(Evaluate(project, "true")));
        Assert.Equal("", LockFile(Evaluate(project, "false")));
    }

    private static JsonNode Evaluate(string project, string official) =>
        JsonNode.Parse(
            ChildProcess
                .Run(
                    new Command(
                        "dotnet",
                        "msbuild",
                        Path.Combine(RepositoryRoot.Find(AppContext.BaseDirectory), project),
                        $"-property:UseOfficialPackages={official}",
                        "-getItem:PackageReference,ProjectReference",
                        "-getProperty:NuGetLockFilePath,UseOfficialPackages"
                    )
                )
                .OrThrow()
                .Output
        )!;

    private static IEnumerable<string> Items(JsonNode evaluated, string kind) =>
        evaluated["Items"]![kind]!.AsArray().Select(item => Path.GetFileName((string)item!["Identity"]!));

    private static string LockFile(JsonNode evaluated) => (string)evaluated["Properties"]!["NuGetLockFilePath"]!;
}
