using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public class HostActionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly HostFacts AtRest = new(Now, TimeSpan.FromMinutes(10))
    {
        VerifyAt = TimeSpan.FromMinutes(60),
        Renewal = new RenewalDecision(RenewalVerdict.NotDue, "", Now.AddDays(90)),
    };

    [Fact]
    public void At_rest_it_waits_for_the_next_examination() =>
        Assert.Equal(new HostAction.Wait(TimeSpan.FromMinutes(50)), HostAction.Decide(AtRest));

    [Fact]
    public void An_examination_that_is_due_is_made() =>
        Assert.IsType<HostAction.Verify>(HostAction.Decide(AtRest with { VerifyAt = AtRest.Elapsed }));

    [Fact]
    public void A_rotation_under_way_goes_before_everything_else() =>
        Assert.IsType<HostAction.Advance>(
            HostAction.Decide(AtRest with { RotationUnfinished = true, VerifyAt = TimeSpan.Zero })
        );

    [Fact]
    public void A_rotation_that_waits_is_waited_for() =>
        Assert.Equal(
            new HostAction.Wait(TimeSpan.FromMinutes(5)),
            HostAction.Decide(
                AtRest with
                {
                    RotationUnfinished = true,
                    AdvanceAt = AtRest.Elapsed + TimeSpan.FromMinutes(5),
                }
            )
        );

    [Fact]
    public void A_device_is_examined_while_its_rotation_waits() =>
        Assert.IsType<HostAction.Verify>(
            HostAction.Decide(
                AtRest with
                {
                    RotationUnfinished = true,
                    AdvanceAt = AtRest.Elapsed + TimeSpan.FromMinutes(5),
                    VerifyAt = TimeSpan.Zero,
                }
            )
        );

    [Fact]
    public void A_rotation_that_needs_somebody_is_left_alone() =>
        Assert.Equal(
            new HostAction.Wait(TimeSpan.FromMinutes(50)),
            HostAction.Decide(AtRest with { RotationUnfinished = true, AdvanceAt = null })
        );

    [Fact]
    public void A_rotation_that_is_due_is_begun_for_whoever_asks()
    {
        RotationDemand demand = new(DemandKind.Request, "2026-11");

        Assert.Equal(
            new HostAction.Begin(demand),
            HostAction.Decide(
                AtRest with
                {
                    Demand = demand,
                    Renewal = new RenewalDecision(RenewalVerdict.Due, "requested", Now),
                }
            )
        );
    }

    [Fact]
    public void A_device_is_examined_before_a_rotation_is_begun() =>
        Assert.IsType<HostAction.Verify>(
            HostAction.Decide(
                AtRest with
                {
                    VerifyAt = TimeSpan.Zero,
                    Renewal = new RenewalDecision(RenewalVerdict.Due, "", Now),
                }
            )
        );

    [Fact]
    public void After_a_failed_beginning_there_is_a_pause() =>
        Assert.Equal(
            new HostAction.Wait(TimeSpan.FromMinutes(20)),
            HostAction.Decide(
                AtRest with
                {
                    Renewal = new RenewalDecision(RenewalVerdict.Due, "", Now),
                    BeginAt = AtRest.Elapsed + TimeSpan.FromMinutes(20),
                }
            )
        );

    [Fact]
    public void A_date_that_comes_before_the_next_examination_is_waited_for() =>
        Assert.Equal(
            new HostAction.Wait(TimeSpan.FromMinutes(3)),
            HostAction.Decide(
                AtRest with
                {
                    Renewal = new RenewalDecision(RenewalVerdict.NotDue, "", Now.AddMinutes(3)),
                }
            )
        );

    [Fact]
    public void A_date_in_the_past_is_no_busy_loop() =>
        Assert.Equal(
            new HostAction.Wait(TimeSpan.FromSeconds(1)),
            HostAction.Decide(
                AtRest with
                {
                    Renewal = new RenewalDecision(RenewalVerdict.WaitingForWindow, "", Now.AddYears(-50)),
                }
            )
        );

    [Fact]
    public void Without_a_readable_credential_nothing_is_begun() =>
        Assert.Equal(new HostAction.Wait(TimeSpan.FromMinutes(50)), HostAction.Decide(AtRest with { Renewal = null }));
}
