using System.Security.Cryptography;
using System.Text;
using GreengrassTpm.Release;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>
/// The recipe's install step, run as a nucleus runs it, in a folder of the test's own. The program is a script that says
/// what it was called for and ends with the code that the test wants.
/// </summary>
public sealed class InstallScriptTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    private string Artifact => Path.Combine(_folder.Folder("artifacts"), "greengrass-tpm-linux-x64");

    private string Home => _folder.File("home");

    private string Installed => Path.Combine(Home, "bin", "greengrass-tpm");

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_program_that_finds_the_device_fit_takes_its_place_for_root_alone(int exitCode)
    {
        string digest = Deliver(exitCode);

        ChildResult result = Install(digest);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("called for verify", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Installed)
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Home)
        );
    }

    [Fact]
    public void A_program_that_another_user_has_changed_is_never_run()
    {
        string digest = Deliver(0);
        File.AppendAllText(Artifact, "echo changed\n");

        ChildResult result = Install(digest);

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain("called for", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Installed));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(77)]
    public void A_device_that_is_unfit_keeps_the_program_that_it_has(int exitCode)
    {
        Install(Deliver(0));
        string before = File.ReadAllText(Installed);

        ChildResult result = Install(Deliver(exitCode));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(before, File.ReadAllText(Installed));
    }

    /// <summary>A nucleus repeats the step at each of its starts; one with a broken credential must get the component that repairs it.</summary>
    [Fact]
    public void A_version_that_is_installed_is_not_judged_again()
    {
        string digest = Deliver(0);
        Install(digest);

        ChildResult result = Install(digest);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("called for", result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Delivers a program and tells its digest.</summary>
    private string Deliver(int exitCode)
    {
        File.WriteAllText(Artifact, $"#!/bin/sh\necho called for $1\nexit {exitCode}\n");
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Artifact)));
    }

    private ChildResult Install(string digest)
    {
        Recipe recipe = RecipeTemplate.Package(
            ReleaseSamples.Template,
            new RecipeValues(
                "a.b",
                "1.0.0",
                "author",
                new Dictionary<string, string> { [Path.GetFileName(Artifact)] = digest }
            )
        );
        string script = ((string)recipe.Manifests[0]["Lifecycle"]!["install"]!["Script"]!)
            .Replace("{artifacts:path}", Path.GetDirectoryName(Artifact), StringComparison.Ordinal)
            .Replace("/var/lib/greengrass-tpm", Home, StringComparison.Ordinal);
        return ChildProcess.Run(
            new Command("sh") { StandardInput = Encoding.UTF8.GetBytes(script), Arguments = ["-s"] }
        );
    }
}
