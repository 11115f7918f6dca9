using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;
using static GreengrassTpm.Tests.Credentials.ImaginedToken;

namespace GreengrassTpm.Tests.Credentials;

public class RecoveryDecisionTests
{
    private static readonly TokenContents Both = Holding([.. Active, .. Staged]);

    public static TheoryData<RotationState> QuietStates =>
        new(Enum.GetValues<RotationState>().Where(state => state <= RotationState.Proved || state.IsFinal()));

    [Theory]
    [MemberData(nameof(QuietStates))]
    public void Before_the_switch_and_after_an_end_the_token_is_not_even_opened(RotationState state) =>
        Assert.False(RecoveryDecision.IsNeededIn(state));

    [Fact]
    public void A_switch_that_stopped_anywhere_is_completed()
    {
        foreach (var state in Through(RotationOfAll, SwitchDirection.Forward, Both).SkipLast(1))
        {
            var decision = RecoveryDecision.Make(In(RotationState.Switching), state);

            Assert.Equal(RecoveryAction.Complete, decision.Action);
            Assert.NotEmpty(decision.Plan.Writes);
        }
    }

    [Theory]
    [InlineData(RotationState.Switched)]
    [InlineData(RotationState.Confirmed)]
    [InlineData(RotationState.Retiring)]
    public void A_store_that_lost_the_last_write_of_the_switch_gets_it_again(RotationState state)
    {
        var lagging = Through(RotationOfAll, SwitchDirection.Forward, Both).SkipLast(1).Last();

        Assert.Equal(RecoveryAction.Complete, RecoveryDecision.Make(In(state), lagging).Action);
    }

    [Fact]
    public void A_completed_switch_needs_nothing()
    {
        var switched = Through(RotationOfAll, SwitchDirection.Forward, Both).Last();

        Assert.Equal(RecoveryAction.None, RecoveryDecision.Make(In(RotationState.Switched), switched).Action);
    }

    [Fact]
    public void A_previous_credential_that_retirement_has_destroyed_already_is_not_missed()
    {
        var switched = Through(RotationOfAll, SwitchDirection.Forward, Both).Last();
        var retired = Holding(switched.Objects.Where(found => found.Label == Label));

        Assert.Equal(RecoveryAction.None, RecoveryDecision.Make(In(RotationState.Retiring), retired).Action);
    }

    [Fact]
    public void A_rollback_that_stopped_anywhere_is_completed()
    {
        foreach (var state in Through(RotationOfAll, SwitchDirection.Forward, Both))
        {
            Assert.Equal(RecoveryAction.RollBack, RecoveryDecision.Make(In(RotationState.RollingBack), state).Action);
        }
    }

    [Fact]
    public void Where_the_new_credential_is_not_whole_the_previous_one_is_brought_back()
    {
        var broken = Holding([.. Active, .. Staged.Take(2)]);

        Assert.Equal(RecoveryAction.RollBack, RecoveryDecision.Make(In(RotationState.Switching), broken).Action);
    }

    [Fact]
    public void Where_a_rollback_finds_the_previous_credential_gone_the_new_one_stays()
    {
        var switched = Through(RotationOfAll, SwitchDirection.Forward, Both).Last();
        var onlyNew = Holding(switched.Objects.Where(found => found.Label == Label));

        var action = RecoveryDecision.Make(In(RotationState.RollingBack), onlyNew).Action;

        Assert.NotEqual(RecoveryAction.RollBack, action);
    }

    [Fact]
    public void Where_neither_credential_is_whole_nothing_is_changed()
    {
        var decision = RecoveryDecision.Make(In(RotationState.Switching), Holding(Active[0], Staged[0]));

        Assert.Equal(RecoveryAction.Report, decision.Action);
        Assert.Empty(decision.Plan.Writes);
    }
}
