using GreengrassTpm.Credentials;
using Xunit;
using static GreengrassTpm.Credentials.RotationState;

namespace GreengrassTpm.Tests.Credentials;

public class RotationStatesTests
{
    private static readonly RotationState[] All = Enum.GetValues<RotationState>();

    [Fact]
    public void An_end_is_followed_by_nothing() =>
        Assert.All(All.Where(state => state.IsFinal()), end => Assert.DoesNotContain(All, next => end.MayBecome(next)));

    [Fact]
    public void A_state_that_is_no_end_may_be_repeated_by_a_step_that_adds_to_it() =>
        Assert.All(All.Where(state => !state.IsFinal()), state => Assert.True(state.MayBecome(state)));

    [Fact]
    public void The_active_label_is_exchanged_only_after_the_proof() =>
        Assert.Equal([Proved, Switching], All.Where(state => state.MayBecome(Switching)));

    [Fact]
    public void The_previous_credential_is_given_up_only_after_the_confirmation() =>
        Assert.Equal([Confirmed, Retiring], All.Where(state => state.MayBecome(Retiring)));

    [Fact]
    public void A_rotation_can_be_abandoned_until_the_switch_and_rolled_back_from_then_on() =>
        Assert.All(
            All.Where(state => state < Retired),
            state =>
            {
                Assert.Equal(state <= Proved, state.MayBecome(Abandoning));
                Assert.Equal(state > Proved, state.MayBecome(RollingBack));
            }
        );
}
