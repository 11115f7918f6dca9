using GreengrassTpm.Bootstrap;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Services;

/// <summary>What is concluded from systemd's answers.</summary>
public sealed class SystemdTests : IDisposable
{
    private const string Unit = "greengrass.service";

    private readonly PrivateFolder _root = PrivateFolder.Create();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("active", true)]
    [InlineData("activating", true)]
    [InlineData("inactive", false)]
    [InlineData("failed", false)]
    public void A_unit_that_waits_for_its_restart_is_in_service(string state, bool isInService)
    {
        Systemd systemd = Answering($"""case "$2" in {Unit}) echo {state} ;; *) echo inactive ;; esac; exit 3""");

        Assert.Equal(isInService, systemd.IsInService(Unit));
    }

    [Fact]
    public void A_unit_that_a_killed_run_has_stopped_is_in_service()
    {
        Systemd systemd = Answering($"""case "$2" in {Unit}) echo inactive ;; *) echo active ;; esac""");

        Assert.True(systemd.IsInService(Unit));
    }

    [Fact]
    public void What_has_failed_meanwhile_is_stopped_changed_and_started_all_the_same()
    {
        string log = _root.File("calls");
        Systemd systemd = Answering($"""echo "$1" >> '{log}'; echo failed""");

        systemd.WhileStopped(Unit, isInService: true, () => File.AppendAllText(log, "change\n"));

        Assert.Equal(["stop", "change", "reset-failed", "start"], File.ReadAllLines(log));
    }

    [Theory]
    [InlineData("/system.slice/greengrass.service")]
    [InlineData("")]
    public void A_process_in_another_control_group_is_not_the_unit_s_and_a_unit_without_one_has_none(string group)
    {
        Systemd systemd = Answering($"""case "$2" in *LoadState) echo loaded ;; *) echo {group} ;; esac""");

        Assert.False(systemd.MayOwn([Unit], Environment.ProcessId));
    }

    [Fact]
    public void Of_a_unit_that_systemd_does_not_have_nobody_knows()
    {
        Systemd systemd = Answering("""case "$2" in *LoadState) echo not-found ;; *) echo ;; esac""");

        Assert.True(systemd.MayOwn([Unit], Environment.ProcessId));
    }

    private Systemd Answering(string script)
    {
        string systemctl = _root.File("usr/bin/systemctl");
        _ = Directory.CreateDirectory(_root.File("run/systemd/system"));
        _ = Directory.CreateDirectory(Path.GetDirectoryName(systemctl)!);
        File.WriteAllText(systemctl, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(systemctl, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Systemd(new DeviceFolders(_root.Path));
    }
}
