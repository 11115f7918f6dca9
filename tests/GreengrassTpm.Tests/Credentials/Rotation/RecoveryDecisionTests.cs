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

        var decision = RecoveryDecision.Make(In(RotationState.RollingBack), onlyNew);

        Assert.Equal(RecoveryAction.None, decision.Action);
        Assert.Contains("the new one stays", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_certificate_that_is_lost_while_the_previous_one_is_given_up_is_stored_again()
    {
        var switched = Through(RotationOfAll, SwitchDirection.Forward, Both).Last();
        var lost = Holding(switched.Objects.Where(found => found.Identity != Staged[2].Identity));

        var retiring = In(RotationState.Retiring);

        Assert.Equal(RecoveryAction.StoreAgain, Decide(retiring with { CertificatePem = "…", GivenUp = true }));
        Assert.Equal(RecoveryAction.Report, Decide(retiring with { GivenUp = true }));

        // Not given up, the previous one may still work.
        Assert.Equal(RecoveryAction.RollBack, Decide(retiring));

        RecoveryAction Decide(Rotation rotation) => RecoveryDecision.Make(rotation, lost).Action;
    }

    [Fact]
    public void A_rollback_that_has_given_the_new_certificate_up_does_not_come_back_to_it()
    {
        var onlyNew = Holding(Staged);

        var decision = RecoveryDecision.Make(In(RotationState.RollingBack) with { GivenUp = true }, onlyNew);

        Assert.Equal(RecoveryAction.Report, decision.Action);
    }

    [Theory]
    [InlineData(RotationState.CertificateIssued, RecoveryAction.RollBack)]
    [InlineData(RotationState.CertificateStored, RecoveryAction.RollBack)]
    [InlineData(RotationState.Proved, RecoveryAction.RollBack)]
    [InlineData(RotationState.Switching, RecoveryAction.RollBack)]
    [InlineData(RotationState.Switched, RecoveryAction.RollBack)]
    [InlineData(RotationState.RollingBack, RecoveryAction.RollBack)]
    [InlineData(RotationState.Confirmed, RecoveryAction.Complete)]
    [InlineData(RotationState.Retiring, RecoveryAction.Complete)]
    public void In_doubt_the_credential_comes_back_that_is_sure_not_to_be_given_up(
        RotationState state,
        RecoveryAction action
    )
    {
        // The first and the last state of the token hold a whole credential, which stays.
        foreach (var between in Through(RotationOfAll, SwitchDirection.Forward, Both).Skip(1).SkipLast(1))
        {
            var decision = RecoveryDecision.MakeInDoubt(In(state), between);

            Assert.Equal(action, decision.Action);
            Assert.NotEmpty(decision.Plan.Writes);
        }
    }

    [Fact]
    public void In_doubt_a_token_without_a_whole_credential_on_which_nothing_can_be_exchanged_is_reported()
    {
        var twice = Holding([.. Active, Active[0] with { Id = new byte[] { 9 } }, .. Staged]);

        Assert.Equal(RecoveryAction.Report, RecoveryDecision.MakeInDoubt(In(RotationState.Switched), twice).Action);
    }

    [Fact]
    public void Where_neither_credential_is_whole_nothing_is_changed()
    {
        var decision = RecoveryDecision.Make(In(RotationState.Switching), Holding(Active[0], Staged[0]));

        Assert.Equal(RecoveryAction.Report, decision.Action);
        Assert.Empty(decision.Plan.Writes);
    }
}
