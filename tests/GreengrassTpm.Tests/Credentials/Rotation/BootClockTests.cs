using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public class BootClockTests
{
    [Fact]
    public void The_device_s_clock_tells_its_boot_and_never_goes_back()
    {
        var earlier = BootClock.System.Now();
        var later = BootClock.System.Now();

        Assert.True(Guid.TryParse(earlier.Boot, out _));
        Assert.Equal(earlier.Boot, later.Boot);
        Assert.True(later.Since(earlier) >= TimeSpan.Zero);
        Assert.True(earlier.Uptime > TimeSpan.Zero);
    }

    [Fact]
    public void The_device_s_clock_tells_what_the_kernel_tells()
    {
        // The first number of /proc/uptime is the same clock, in hundredths of a second.
        var text = File.ReadAllText("/proc/uptime").Split(' ')[0];
        var kernel = TimeSpan.FromSeconds(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

        Assert.True(BootClock.System.Now().Uptime >= kernel);
    }

    [Fact]
    public void Within_a_boot_the_difference_counts() =>
        Assert.Equal(
            TimeSpan.FromSeconds(5),
            new BootTime("a", TimeSpan.FromSeconds(12)).Since(new BootTime("a", TimeSpan.FromSeconds(7)))
        );

    [Fact]
    public void After_another_boot_what_has_passed_since_then_counts() =>
        Assert.Equal(
            TimeSpan.FromSeconds(12),
            new BootTime("b", TimeSpan.FromSeconds(12)).Since(new BootTime("a", TimeSpan.FromHours(7)))
        );
}
