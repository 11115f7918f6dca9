using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.Tests.Tpm;

public sealed class LockoutStateTests
{
    [Theory]
    [InlineData(0, 3, false, 3, 0)]
    [InlineData(2, 3, false, 1, 0)]
    [InlineData(3, 3, true, 0, 600)]
    [InlineData(3, 3, false, 0, 600)]
    [InlineData(5, 3, true, 0, 1800)]
    public void Tries_and_waiting_time_follow_from_the_counter(
        uint counter,
        uint max,
        bool inLockout,
        uint triesLeft,
        double seconds
    )
    {
        var state = new LockoutState(counter, max, TimeSpan.FromMinutes(10), TimeSpan.FromDays(1), inLockout, false);

        Assert.Equal(triesLeft, state.TriesLeft);
        Assert.Equal(TimeSpan.FromSeconds(seconds), state.UntilNextTry);
    }

    [Theory]
    [InlineData(0, 0)] // no try is ever allowed
    [InlineData(uint.MaxValue, 1)] // thousands of years
    public void Where_no_waiting_helps_the_time_has_no_end(uint counter, uint max)
    {
        var state = new LockoutState(counter, max, TimeSpan.FromSeconds(uint.MaxValue), TimeSpan.Zero, true, false);

        Assert.Equal(TimeSpan.MaxValue, state.UntilNextTry);
    }
}
