using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

/// <summary>When a classic nucleus is left as it is.</summary>
public sealed class MovableClassicNucleusTests : IDisposable
{
    private readonly PrivateFolder _root = PrivateFolder.Create();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void One_that_runs_and_that_systemd_cannot_stop_is_not_changed_behind_its_back()
    {
        string nucleus = _root.File("greengrass/v2");
        Write("greengrass/v2/alts/current/distro/lib/Greengrass.jar", "");
        Write("plugins/aws.greengrass.crypto.Pkcs11Provider.jar", "");
        MakeSystemctl("echo inactive");
        MovableClassicNucleus movable = new(
            NucleusPlaces.Below(_root.Path),
            ClassicNucleus.Find(nucleus)!,
            _root.File("plugins/aws.greengrass.crypto.Pkcs11Provider.jar"),
            new DeviceFolders(_root.Path)
        );
        using var java = ChildProcess.Start(new Command("sh", "-c", "echo up; sleep 60", "java", $"-Droot={nucleus}"));
        java.WaitForText("up");

        var refused = Assert.Throws<CommandException>(movable.Require);

        Assert.Equal(ExitCode.Configuration, refused.ExitCode);
        Assert.Contains("runs, and not as greengrass.service", refused.Message, StringComparison.Ordinal);
        Assert.Contains("not as greengrass.service", movable.Obstacle?.Problem, StringComparison.Ordinal);
        MakeSystemctl("echo active");
        movable.Require();
        Assert.Null(movable.Obstacle);
    }

    private void MakeSystemctl(string script)
    {
        _ = Directory.CreateDirectory(_root.File("run/systemd/system"));
        string systemctl = Write("usr/bin/systemctl", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(systemctl, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Write(string name, string text)
    {
        string path = _root.File(name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
