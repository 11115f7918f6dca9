using System.Text.Json;
using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public class JobProgressTests
{
    [Theory]
    [InlineData(RotationState.Planned, "IN_PROGRESS", "Planned")]
    [InlineData(RotationState.Proved, "IN_PROGRESS", "Proved")]
    [InlineData(RotationState.Switched, "IN_PROGRESS", "Switched")]
    [InlineData(RotationState.Abandoning, "IN_PROGRESS", "Abandoning")]
    [InlineData(RotationState.RollingBack, "IN_PROGRESS", "RollingBack")]
    [InlineData(RotationState.Confirmed, "SUCCEEDED", "Confirmed")]
    [InlineData(RotationState.Retiring, "SUCCEEDED", "Confirmed")]
    [InlineData(RotationState.Retired, "SUCCEEDED", "Confirmed")]
    [InlineData(RotationState.Abandoned, "FAILED", "Abandoned")]
    [InlineData(RotationState.RolledBack, "FAILED", "RolledBack")]
    public void A_job_goes_as_its_rotation_does(RotationState state, string status, string step)
    {
        JobProgress progress = JobProgress.Of(RotationIn(state), null, null);

        Assert.Equal((status, step), (progress.Status, progress.Step));
        Assert.Equal(status != "IN_PROGRESS", progress.IsFinal);
    }

    [Fact]
    public void A_failed_job_says_why() =>
        Assert.Equal(
            "the cloud refused the new credential",
            JobProgress
                .Of(
                    RotationIn(RotationState.RolledBack) with
                    {
                        Reason = "the cloud refused the new credential",
                    },
                    null,
                    null
                )
                .Details["reason"]
        );

    [Theory]
    [InlineData(RenewalVerdict.WaitingForInterval)]
    [InlineData(RenewalVerdict.Disabled)]
    [InlineData(RenewalVerdict.Stopped)]
    public void A_job_that_the_policy_does_not_allow_is_rejected(RenewalVerdict verdict) =>
        Assert.Equal("REJECTED", JobProgress.Of(null, new RenewalDecision(verdict, "because", null), null).Status);

    [Fact]
    public void A_job_whose_rotation_cannot_begin_fails_only_where_waiting_does_not_help()
    {
        RenewalDecision due = new(RenewalVerdict.Due, "requested", null);

        Assert.Equal(
            "IN_PROGRESS",
            JobProgress.Of(null, due, new RotationStep(RotationProgress.Wait, "no network")).Status
        );
        Assert.Equal(
            "FAILED",
            JobProgress.Of(null, due, new RotationStep(RotationProgress.Blocked, "PIN refused")).Status
        );
    }

    [Fact]
    public void A_long_reason_is_cut_to_what_a_job_takes() =>
        Assert.True(new JobProgress("FAILED", "x", new string('a', 5000)).Details["reason"].Length <= 1024);

    [Theory]
    [InlineData("""{"operation":"rotate-credential"}""", true)]
    [InlineData("""{"operation":"reboot"}""", false)]
    [InlineData("""{"operation":1}""", false)]
    [InlineData("""[]""", false)]
    public void Only_its_own_operation_is_a_job_for_this_component(string document, bool isOurs) =>
        Assert.Equal(isOurs, new JobExecution("job-1", "QUEUED", JsonDocument.Parse(document).RootElement).IsRotation);

    private static Rotation RotationIn(RotationState state) =>
        Rotation.Tell([
            new JournalRecord
            {
                Rotation = "0123456789abcdef0123456789abcdef",
                State = state,
                Time = DateTimeOffset.UnixEpoch,
            },
        ])[0];
}
