using GreengrassTpm.Release;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Release;

public sealed class ComponentPackageTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    private string Package => _folder.File("package");

    [Fact]
    public void A_package_holds_recipe_programs_bill_and_digests_in_one_folder()
    {
        ComponentPackage package = Make();

        Assert.Equal(
            [
                "SHA256SUMS",
                "bom.cdx.json",
                "greengrass-tpm-bootstrap-linux-arm64",
                "greengrass-tpm-bootstrap-linux-x64",
                "greengrass-tpm-linux-arm64",
                "greengrass-tpm-linux-x64",
                "recipe.yaml",
            ],
            Directory.GetFileSystemEntries(Package).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(ReleaseSamples.Artifacts, package.Artifacts.Select(artifact => artifact.Name));
    }

    [Fact]
    public void The_digests_are_those_that_sha256sum_finds()
    {
        Make();

        ChildResult check = ChildProcess.Run(
            new Command("sha256sum", "--check", "--strict", "SHA256SUMS") { WorkingDirectory = Package }
        );

        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public void Each_manifest_checks_the_digest_of_its_own_program()
    {
        ComponentPackage package = Make();

        Assert.All(
            package.Recipe.Manifests.Zip(["greengrass-tpm-linux-x64", "greengrass-tpm-linux-arm64"]),
            pair =>
                Assert.Contains(
                    package.Files.Single(file => file.Name == pair.Second).Sha256,
                    (string?)pair.First["Lifecycle"]!["install"]!["Script"],
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void A_program_that_has_not_been_published_is_named()
    {
        IReadOnlyList<PackagedProgram> programs = ReleaseSamples.Publish(_folder.Path);
        File.Delete(programs[^1].PublishedPath);

        string message = Refusal(programs);

        Assert.Contains("linux-arm64/greengrass-tpm is missing", message, StringComparison.Ordinal);
        Assert.Contains("PublishAll", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_for_another_machine_is_refused()
    {
        IReadOnlyList<PackagedProgram> programs = ReleaseSamples.Publish(_folder.Path);
        File.Copy(programs[0].PublishedPath, programs[1].PublishedPath, overwrite: true);

        Assert.Contains("no executable for linux-arm64", Refusal(programs), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_package_leaves_the_one_before_as_it_was()
    {
        ComponentPackage before = Make();

        Assert.Throws<ReleaseException>(() =>
            Make(ReleaseSamples.Template.Replace("amd64", "x86", StringComparison.Ordinal))
        );

        Assert.Equal(before.Files, ComponentPackage.Load(Package).Files);
    }

    [Fact]
    public void What_changed_since_the_package_was_made_is_told()
    {
        Make();
        File.AppendAllText(Path.Combine(Package, "greengrass-tpm-linux-x64"), "x");
        File.Delete(Path.Combine(Package, "greengrass-tpm-linux-arm64"));
        File.WriteAllText(Path.Combine(Package, "notes.txt"), "x");

        string message = Assert.Throws<ReleaseException>(() => ComponentPackage.Load(Package)).Message;

        Assert.Contains("greengrass-tpm-linux-x64: has changed", message, StringComparison.Ordinal);
        Assert.Contains("greengrass-tpm-linux-arm64: is missing", message, StringComparison.Ordinal);
        Assert.Contains("notes.txt: is not part of it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_package_the_target_that_makes_one_is_named() =>
        Assert.Contains(
            "The target Package makes it.",
            Assert.Throws<ReleaseException>(() => ComponentPackage.Load(Package)).Message,
            StringComparison.Ordinal
        );

    public void Dispose() => _folder.Dispose();

    private ComponentPackage Make(string? template = null) => Make(ReleaseSamples.Publish(_folder.Path), template);

    private ComponentPackage Make(IReadOnlyList<PackagedProgram> programs, string? template = null) =>
        ComponentPackage.Make(
            Package,
            template ?? ReleaseSamples.Template,
            ReleaseSamples.Configuration,
            programs,
            _ => "{}"
        );

    private string Refusal(IReadOnlyList<PackagedProgram> programs) =>
        Assert.Throws<ReleaseException>(() => Make(programs)).Message;
}
