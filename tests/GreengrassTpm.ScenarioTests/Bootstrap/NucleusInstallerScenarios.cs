using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>The classic nucleus' own installer, run by provisioning: a stand-in for Java tells with what it was called.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class NucleusInstallerScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private readonly CloudGround _ground = CloudGround.Start(shared.Tpm);

    private Device Device => _ground.Device;

    private string Installer => Path.Combine(Device.Folder, "installer");

    private string Plugin => Path.Combine(Installer, "aws.greengrass.crypto.Pkcs11Provider-latest.jar");

    private string NucleusRoot => Path.Combine(Device.Folder, "greengrass v2");

    private string CallFile => Device.FileNamed("java.log");

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void It_is_called_with_the_configuration_the_plugin_and_the_token_s_environment()
    {
        PutInstaller();

        _ = ChildProcess.Run(Run(exitCode: 0)).OrThrow();

        Assert.Equal(
            [
                $"-Droot={NucleusRoot}",
                "-Dlog.store=FILE",
                "-jar",
                Path.Combine(Installer, "lib/Greengrass.jar"),
                "--trusted-plugin",
                Plugin,
                "--init-config",
                Device.NucleusConfiguration,
                "--component-default-user",
                "ggc_user:ggc_group",
                "--setup-system-service",
                "true",
                $"store={Device.Store}",
                $"tcti={shared.Tpm.Tcti}",
            ],
            File.ReadAllLines(CallFile)
        );
    }

    [Fact]
    public void A_nucleus_that_is_there_is_not_installed_again()
    {
        PutInstaller();
        _ = ChildProcess.Run(Run(exitCode: 0)).OrThrow();
        File.Delete(CallFile);

        ChildResult second = ChildProcess.Run(Run(exitCode: 0)).OrThrow();

        Assert.False(File.Exists(CallFile));
        Assert.Contains("nothing to do", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_failure_is_told_in_its_own_words_and_the_next_run_installs()
    {
        PutInstaller();

        ChildResult failed = ChildProcess.Run(Run(exitCode: 3));
        Assert.Equal(2, failed.ExitCode);
        Assert.Contains(
            "java ended with exit code 3: no space for the nucleus",
            failed.Error,
            StringComparison.Ordinal
        );

        _ = ChildProcess.Run(Run(exitCode: 0)).OrThrow();
        _ground.AssertOneIdentity();
    }

    [Fact]
    public void A_folder_without_the_plugin_is_told_before_anything_is_made()
    {
        PutInstaller();
        File.Delete(Plugin);

        ChildResult result = ChildProcess.Run(Run(exitCode: 0));

        Assert.Equal(78, result.ExitCode);
        Assert.Contains("has no aws.greengrass.crypto.Pkcs11Provider*.jar", result.Error, StringComparison.Ordinal);
        Assert.Empty(_ground.Cloud.Snapshot().Things);
    }

    private void PutInstaller()
    {
        _ = Directory.CreateDirectory(Path.Combine(Installer, "lib"));
        File.WriteAllText(Path.Combine(Installer, "lib/Greengrass.jar"), "");
        File.WriteAllText(Plugin, "");
    }

    private Command Run(int exitCode)
    {
        string programs = Path.Combine(Device.Folder, $"programs-{exitCode}");
        _ = Directory.CreateDirectory(programs);
        string java = Path.Combine(programs, "java");
        File.WriteAllText(
            java,
            $"""
            #!/bin/sh
            printf '%s\n' "$@" "store=$TPM2_PKCS11_STORE" "tcti=$TPM2_PKCS11_TCTI" > '{CallFile}'
            [ {exitCode} = 0 ] && mkdir -p '{NucleusRoot}/alts/current'
            [ {exitCode} = 0 ] || echo 'no space for the nucleus' >&2
            exit {exitCode}
            """
        );
        File.SetUnixFileMode(java, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Device
            .Online(_ground.Cloud, "--nucleus-installer", Installer, "--nucleus-root", NucleusRoot)
            .With(
                new Dictionary<string, string> { ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}" }
            );
    }
}
