using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public class RotationDemandTests
{
    private static readonly RotationHistory None = new([]);
    private static readonly RotationDemand Command = new(DemandKind.Command, Forced: true);

    [Fact]
    public void A_person_goes_before_a_job_before_a_deployment_before_the_schedule()
    {
        Assert.Equal(Command, RotationDemand.Choose(Command, "job-1", "r1", None));
        Assert.Equal(DemandKind.Job, RotationDemand.Choose(null, "job-1", "r1", None).Kind);
        Assert.Equal(DemandKind.Request, RotationDemand.Choose(null, null, "r1", None).Kind);
        Assert.Equal(DemandKind.Schedule, RotationDemand.Choose(null, null, "", None).Kind);
    }

    [Fact]
    public void A_request_is_made_once_and_another_one_again()
    {
        RotationHistory history = HistoryOf("request:r1", "schedule");

        Assert.Equal(DemandKind.Schedule, RotationDemand.Choose(null, null, "r1", history).Kind);
        Assert.Equal("request:r2", RotationDemand.Choose(null, null, "r2", history).Trigger);
    }

    [Fact]
    public void A_rotation_is_found_by_its_job()
    {
        RotationHistory history = HistoryOf("job:job-1", "schedule");

        Rotation? found = RotationDemand.OfJob(history, "job-1");

        Assert.Equal("job-1", RotationDemand.JobOf(found!));
        Assert.Null(RotationDemand.OfJob(history, "job-2"));
        Assert.Null(RotationDemand.JobOf(history.Rotations[1]));
    }

    [Fact]
    public void Only_a_person_can_insist()
    {
        Assert.Equal(RotationRequest.Forced, Command.Request);
        Assert.Equal(RotationRequest.Requested, new RotationDemand(DemandKind.Command).Request);
        Assert.Equal(RotationRequest.Requested, new RotationDemand(DemandKind.Job, "job-1").Request);
        Assert.Equal(RotationRequest.None, RotationDemand.BySchedule.Request);
    }

    private static RotationHistory HistoryOf(params string[] triggers) =>
        new(
            Rotation.Tell(
                triggers.Select(
                    (trigger, index) =>
                        new JournalRecord
                        {
                            Rotation = $"{index:x32}",
                            State = RotationState.Planned,
                            Time = DateTimeOffset.UnixEpoch,
                            Trigger = trigger,
                        }
                )
            )
        );
}
