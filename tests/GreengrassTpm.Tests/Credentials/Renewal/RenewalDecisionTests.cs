using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public class RenewalDecisionTests
{
    private static readonly DateTimeOffset Switched = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RenewalPolicy Policy = new() { JitterPercent = 0 };

    private static readonly RenewalFacts Facts = new()
    {
        ThingName = "gateway-1",
        ActiveSince = Switched,
        NotBefore = Switched.AddMinutes(-2),
        NotAfter = new DateTimeOffset(2049, 12, 31, 23, 59, 59, TimeSpan.Zero),
    };

    [Fact]
    public void A_young_credential_is_left_alone_and_its_date_is_told()
    {
        var decision = Decide(Facts, Policy, Switched.AddDays(89));

        Assert.Equal(RenewalVerdict.NotDue, decision.Verdict);
        Assert.Equal(Switched.AddDays(90), decision.NextDue);
    }

    [Fact]
    public void A_credential_that_reaches_its_age_is_rotated() =>
        Assert.Equal(RenewalVerdict.Due, Decide(Facts, Policy, Switched.AddDays(90)).Verdict);

    [Fact]
    public void A_certificate_near_its_end_is_rotated_before_its_age()
    {
        var decision = Decide(Facts with { NotAfter = Switched.AddDays(80) }, Policy, Switched.AddDays(50));

        Assert.Equal((RenewalVerdict.Due, "by the certificate's end"), (decision.Verdict, decision.Reason));
    }

    [Fact]
    public void A_short_lived_certificate_is_rotated_after_two_thirds_of_its_life()
    {
        var facts = Facts with { NotBefore = Switched, NotAfter = Switched.AddDays(9) };

        Assert.Equal(RenewalVerdict.NotDue, Decide(facts, Policy, Switched.AddDays(5.9)).Verdict);
        Assert.Equal(RenewalVerdict.Due, Decide(facts, Policy, Switched.AddDays(6)).Verdict);
    }

    [Fact]
    public void Jitter_only_ever_brings_the_date_forward_and_by_no_more_than_its_share()
    {
        var policy = Policy with { JitterPercent = 10 };
        var dates = Enumerable
            .Range(0, 200)
            .Select(n => Decide(Facts with { ThingName = $"gateway-{n}" }, policy, Switched).NextDue!.Value)
            .ToList();

        Assert.All(dates, date => Assert.InRange(date, Switched.AddDays(81), Switched.AddDays(90)));
        Assert.True(dates.Distinct().Count() > 190);
    }

    [Fact]
    public void Outside_its_window_a_due_rotation_waits_for_the_opening()
    {
        var policy = Policy with { Window = MaintenanceWindow.Parse("02:00-04:00") };
        var decision = Decide(Facts, policy, Switched.AddDays(90));

        Assert.Equal(RenewalVerdict.WaitingForWindow, decision.Verdict);
        Assert.Equal(Switched.Date.AddDays(91).AddHours(2), decision.NextDue!.Value.UtcDateTime);
    }

    [Fact]
    public void A_certificate_that_ends_before_the_window_opens_does_not_wait()
    {
        var policy = Policy with { Window = MaintenanceWindow.Parse("02:00-04:00") };
        var facts = Facts with { NotAfter = Switched.AddDays(90).AddHours(3) };

        Assert.Equal(RenewalVerdict.Due, Decide(facts, policy, Switched.AddDays(90)).Verdict);
    }

    [Fact]
    public void A_request_is_carried_out_when_it_comes()
    {
        var policy = Policy with { Window = MaintenanceWindow.Parse("02:00-04:00") };
        var facts = Facts with { Request = RotationRequest.Requested };

        Assert.Equal(RenewalVerdict.Due, Decide(facts, policy, Switched.AddDays(2)).Verdict);
    }

    [Fact]
    public void Even_a_request_keeps_the_minimum_interval()
    {
        var facts = Facts with { Request = RotationRequest.Requested, LatestRotation = Switched };
        var decision = Decide(facts, Policy, Switched.AddHours(23));

        Assert.Equal(RenewalVerdict.WaitingForInterval, decision.Verdict);
        Assert.Equal(Switched.AddDays(1), decision.NextDue);
    }

    [Fact]
    public void A_beginning_written_under_a_clock_of_the_far_future_does_not_block()
    {
        var facts = Facts with { Request = RotationRequest.Requested, LatestRotation = Switched.AddYears(20) };

        Assert.Equal(RenewalVerdict.Due, Decide(facts, Policy, Switched.AddDays(2)).Verdict);
    }

    [Fact]
    public void A_clock_that_stands_at_1970_makes_nothing_due() =>
        Assert.Equal(RenewalVerdict.NotDue, Decide(Facts, Policy, DateTimeOffset.UnixEpoch).Verdict);

    [Theory]
    [InlineData(RotationRequest.None)]
    [InlineData(RotationRequest.Requested)]
    public void Two_rollbacks_in_a_row_stop_rotation(RotationRequest request)
    {
        var facts = Facts with { RollbacksInARow = 2, Request = request };

        Assert.Equal(RenewalVerdict.Stopped, Decide(facts, Policy, Switched.AddDays(200)).Verdict);
    }

    [Theory]
    [InlineData(RotationRequest.None)]
    [InlineData(RotationRequest.Requested)]
    public void Nothing_rotates_by_itself_where_rotation_is_switched_off(RotationRequest request) =>
        Assert.Equal(
            RenewalVerdict.Disabled,
            Decide(Facts with { Request = request }, Policy with { Enabled = false }, Switched.AddDays(200)).Verdict
        );

    [Fact]
    public void A_forced_rotation_is_held_up_by_neither_interval_nor_rollbacks_nor_configuration()
    {
        var facts = Facts with { Request = RotationRequest.Forced, RollbacksInARow = 5, LatestRotation = Switched };

        Assert.Equal(RenewalVerdict.Due, Decide(facts, Policy with { Enabled = false }, Switched).Verdict);
    }

    [Fact]
    public void Even_a_forced_rotation_lets_the_one_under_way_finish_first()
    {
        var facts = Facts with { Request = RotationRequest.Forced, RotationUnfinished = true };

        Assert.Equal(RenewalVerdict.FinishFirst, Decide(facts, Policy, Switched).Verdict);
    }

    private static RenewalDecision Decide(RenewalFacts facts, RenewalPolicy policy, DateTimeOffset now) =>
        RenewalDecision.Make(facts, policy, now, TimeZoneInfo.Utc);
}
