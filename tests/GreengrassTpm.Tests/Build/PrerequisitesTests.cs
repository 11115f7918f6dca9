using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Build;

/// <summary>The target Prerequisites on a system whose package manager is imagined: it must not change the real one.</summary>
public sealed class PrerequisitesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apt-");

    public PrerequisitesTests()
    {
        WriteProgram(
            "dpkg-query",
            $"""
            shift 2
            for package in "$@"; do
                test -f '{MissingFile}' && grep -qx "$package" '{MissingFile}' || echo "installed $package"
            done
            """
        );
        WriteProgram(
            "apt-cache",
            """
            shift
            for package in "$@"; do echo "$package | 1.0 | a mirror"; done
            """
        );
        WriteProgram(
            "apt-get",
            $"""
            echo "$*" >> '{CallFile}'
            if [ "$1" = install ] && [ ! -f '{BrokenFile}' ]; then rm '{MissingFile}'; fi
            """
        );
        WriteProgram(
            "sudo",
            """
            test "$1" = --non-interactive && shift
            exec "$@"
            """
        );
    }

    private string MissingFile => Path.Combine(_folder.FullName, "missing");

    private string BrokenFile => Path.Combine(_folder.FullName, "broken");

    private string CallFile => Path.Combine(_folder.FullName, "calls");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_missing_is_named_with_its_reason_and_installed_without_anything_that_it_recommends()
    {
        File.WriteAllText(MissingFile, "swtpm\n");

        ChildResult result = Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("swtpm is missing: the software TPM.", result.Lines());
        Assert.Equal(
            ["update --quiet", "install --yes --quiet --no-install-recommends swtpm"],
            File.ReadAllLines(CallFile)
        );
    }

    [Fact]
    public void Where_all_is_there_nothing_is_said_and_apt_is_not_called()
    {
        ChildResult result = Run();

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("is missing", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(CallFile));
    }

    [Fact]
    public void A_package_that_is_still_missing_afterwards_is_an_error()
    {
        File.WriteAllText(MissingFile, "swtpm\n");
        File.WriteAllText(BrokenFile, "");

        ChildResult result = Run();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("apt did not install swtpm.", result.PlainError(), StringComparison.Ordinal);
    }

    private ChildResult Run() =>
        BuildProgram.RunBuild(
            new Dictionary<string, string>
            {
                ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
            },
            "--target",
            "Prerequisites"
        );

    private void WriteProgram(string name, string script)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
