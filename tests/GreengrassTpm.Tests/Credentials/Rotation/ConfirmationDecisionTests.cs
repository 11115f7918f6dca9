using GreengrassTpm.Credentials;
using Xunit;
using static GreengrassTpm.Credentials.ConfirmationAction;
using static GreengrassTpm.Credentials.ProbeVerdict;

namespace GreengrassTpm.Tests.Credentials;

public class ConfirmationDecisionTests
{
    [Theory]
    // The cloud's word on the new credential, on the previous one; what is done early, late, and late after another start.
    [InlineData(Refused, Works, RollBack, RollBack, RollBack)]
    [InlineData(Works, Works, Wait, Restart, RollBack)]
    [InlineData(Unknown, Works, Wait, Restart, RollBack)]
    [InlineData(Unknown, Unknown, Wait, Wait, Wait)]
    [InlineData(Refused, Refused, Wait, Wait, Wait)]
    [InlineData(Works, Refused, Wait, Wait, Wait)]
    [InlineData(Works, Unknown, Wait, Wait, Wait)]
    [InlineData(Refused, Unknown, Wait, Wait, Wait)]
    [InlineData(Unknown, Refused, Wait, Wait, Wait)]
    public void What_the_cloud_makes_of_both_credentials_decides(
        ProbeVerdict fresh,
        ProbeVerdict previous,
        ConfirmationAction early,
        ConfirmationAction late,
        ConfirmationAction lateAgain
    ) =>
        Assert.Equal(
            [early, late, lateAgain],
            [
                ConfirmationDecision.Make(fresh, previous, timeIsUp: false, restarted: false).Action,
                ConfirmationDecision.Make(fresh, previous, timeIsUp: true, restarted: false).Action,
                ConfirmationDecision.Make(fresh, previous, timeIsUp: true, restarted: true).Action,
            ]
        );

    [Fact]
    public void There_is_no_way_back_to_a_credential_that_is_not_known_to_work()
    {
        foreach (var fresh in Enum.GetValues<ProbeVerdict>())
        {
            foreach (var previous in new[] { Refused, Unknown })
            {
                Assert.NotEqual(RollBack, ConfirmationDecision.Make(fresh, previous, true, true).Action);
            }
        }
    }
}
