using GreengrassTpm.Component;
using GreengrassTpm.GreengrassIpc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public class ActivationTests
{
    [Fact]
    public void A_process_start_is_read_past_whatever_its_name_is() =>
        Assert.Equal(
            TimeSpan.FromSeconds(1234.56),
            NucleusProcess.StartOf("42 (ja) va) S 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 123456 789")
        );

    [Fact]
    public void A_configured_command_restarts_the_nucleus() =>
        Assert.Equal(["/sbin/x", "y"], RestartCommand.Find(["/sbin/x", "y"], systemd: null, NucleusFlavour.Classic));

    [Fact]
    public void Under_systemd_the_classic_unit_is_restarted_without_waiting_and_of_lite_the_daemons()
    {
        Assert.Equal(
            ["/bin/systemctl", "restart", "--no-block", "greengrass.service"],
            RestartCommand.ForSystemd("/bin/systemctl", NucleusFlavour.Classic)
        );
        Assert.Contains("ggl.core.iotcored.service", RestartCommand.ForSystemd("/bin/systemctl", NucleusFlavour.Lite));
    }

    [Fact]
    public void A_deployment_is_under_way_from_its_announcement_to_its_end()
    {
        DeploymentWatch watch = new("/nowhere/ongoing", TimeProvider.System);
        Assert.False(watch.UnderWay);

        watch.Begins("one");
        Assert.True(watch.UnderWay);
        watch.Ends("another");
        Assert.True(watch.UnderWay);
        watch.Ends("one");
        Assert.False(watch.UnderWay);
    }

    [Fact]
    public void A_deployment_whose_end_is_never_told_is_forgotten()
    {
        FakeTimeProvider time = new();
        DeploymentWatch watch = new("/nowhere/ongoing", time);
        watch.Begins("one");

        time.Advance(TimeSpan.FromMinutes(20));

        Assert.False(watch.UnderWay);
    }

    [Fact]
    public void The_nucleus_own_marker_counts_also_when_it_is_a_link_to_nowhere()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("deployments-");
        string marker = Path.Combine(folder.FullName, "ongoing");
        DeploymentWatch watch = new(marker, TimeProvider.System);

        File.CreateSymbolicLink(marker, "/nowhere");
        Assert.True(watch.UnderWay);
        File.Delete(marker);
        Assert.False(watch.UnderWay);
        folder.Delete(recursive: true);
    }
}
