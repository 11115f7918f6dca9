using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public class RetryPauseTests
{
    private static readonly RotationSettings Settings = new()
    {
        FirstPause = TimeSpan.FromSeconds(10),
        LongestPause = TimeSpan.FromMinutes(10),
    };

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(5, 320)]
    [InlineData(6, 600)]
    [InlineData(1_000_000, 600)]
    public void The_bound_doubles_with_each_error_up_to_the_longest(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPause.After(failures, Settings, 1));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 40)]
    public void The_pause_is_anything_from_nothing_to_the_bound(double sample, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPause.After(4, Settings, sample));
}
