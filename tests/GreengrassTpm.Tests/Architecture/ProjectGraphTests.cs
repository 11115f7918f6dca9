using System.Xml.Linq;
using GreengrassTpm.Build;
using Xunit;

namespace GreengrassTpm.Tests.Architecture;

/// <summary>Which project may know which: docs/ARCHITECTURE.md explains why.</summary>
public sealed class ProjectGraphTests
{
    private const string Ours = "GreengrassTpm.";

    private static readonly string[] Component =
    [
        "Amazon.GreengrassV2",
        "Amazon.IoT",
        Ours + "Aws",
        Ours + "Bootstrap",
        Ours + "CommandLine",
        Ours + "Component",
        Ours + "Credentials",
        Ours + "GreengrassIpc",
        Ours + "Pkcs11",
        Ours + "Tpm",
        Ours + "Verification",
    ];

    private static readonly string[] AnythingForTests =
    [
        .. Component,
        Ours + "Testing",
        Ours + "LocalCloud",
        Ours + "FakeNucleus",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Amazon.GreengrassV2"] = [],
        ["Amazon.IoT"] = [],
        [Ours + "Pkcs11"] = [],
        [Ours + "Tpm"] = [],
        [Ours + "GreengrassIpc"] = [],
        [Ours + "Credentials"] = [Ours + "Pkcs11"],
        [Ours + "Verification"] = [Ours + "Credentials", Ours + "Pkcs11", Ours + "Tpm"],
        [Ours + "Aws"] = [Ours + "Credentials", Ours + "Pkcs11", Ours + "GreengrassIpc", "Amazon.IoT"],
        [Ours + "CommandLine"] = [Ours + "Pkcs11", Ours + "Tpm", Ours + "Credentials"],
        [Ours + "Bootstrap"] =
        [
            Ours + "Pkcs11",
            Ours + "Tpm",
            Ours + "Credentials",
            Ours + "CommandLine",
            Ours + "Verification",
            Ours + "Aws",
            "Amazon.IoT",
        ],
        [Ours + "Component"] = [.. Component.Except([Ours + "Bootstrap", Ours + "Component"])],
        [Ours + "Testing"] = [Ours + "Pkcs11"],
        [Ours + "LocalCloud"] = [Ours + "Testing"],
        [Ours + "FakeNucleus"] = [Ours + "Pkcs11"],
        [Ours + "Tests"] = [.. AnythingForTests, "Build", Ours + "Release", "Cake.Frosting.Sample"],
        [Ours + "TokenTests"] = AnythingForTests,
        [Ours + "ScenarioTests"] = [.. AnythingForTests, Ours + "Release"],
        [Ours + "Benchmarks"] = AnythingForTests,
        [Ours + "Demonstration"] = [Ours + "Testing", Ours + "LocalCloud", Ours + "FakeNucleus"],
        ["Cake.Frosting"] = [],
        ["Cake.Frosting.Sample"] = ["Cake.Frosting"],
        [Ours + "Release"] = ["Amazon.GreengrassV2"],
        ["Build"] = ["Cake.Frosting", Ours + "Release"],
    };

    public static TheoryData<string> Projects => [.. Repository.Files("", ".csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);

        Assert.True(Allowed.ContainsKey(name), $"{project} is new: say in this test what it may reference.");
        Assert.Empty(References(project).Except(Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_is_part_of_the_solution(string project) =>
        Assert.Contains(
            $"\"{project.Replace('/', '\\')}\"",
            Repository.Read(RepositoryRoot.SolutionFile),
            StringComparison.Ordinal
        );

    /// <summary>The names of the projects that one references, directly or through a stand-in's reference file.</summary>
    private static IEnumerable<string> References(string project)
    {
        XElement root = XElement.Parse(Repository.Read(project));
        const string StandIn = ".reference.props";
        return root.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Concat(
                root.Descendants("Import")
                    .Select(import => Path.GetFileName((string)import.Attribute("Project")!))
                    .Where(file => file.EndsWith(StandIn, StringComparison.Ordinal))
                    .Select(file => file[..^StandIn.Length])
            );
    }
}
