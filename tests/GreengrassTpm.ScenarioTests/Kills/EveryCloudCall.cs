using GreengrassTpm.Build;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.ScenarioTests.Bootstrap;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;
using FaultPlan = GreengrassTpm.LocalCloud.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>Each request of a rotation to the cloud fails in each way: the same run goes on, or the next one finishes.</summary>
[Trait("Category", TestSuite.KillCategory)]
public sealed class EveryCloudCall(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    private static readonly string[] OfNoControlPlane =
    [
        FaultPlan.AssumeRoleWithCertificate,
        FaultPlan.GetCallerIdentity,
        FaultPlan.Connect,
    ];

    [Fact]
    public void Throttled_it_costs_nothing() => TryOperations("throttled", Fault.Throttled);

    [Fact]
    public void Answered_with_an_internal_failure_it_costs_nothing() =>
        TryOperations("answered with an internal failure", Fault.InternalFailure);

    [Fact]
    public void Its_answer_lost_it_costs_nothing_that_is_not_told() =>
        TryOperations("whose answer is lost", Fault.AnswerLost);

    [Fact]
    public void Denied_it_costs_nothing() => TryOperations("denied", Fault.AccessDenied);

    private void TryOperations(string how, Fault fault)
    {
        (Ledger.MayOwe, Ledger.MayBeRefused) = (true, true);
        int before = CloudKills.Operations(Ground.Cloud).Count();
        Watch(Rotate(KilledRun.Rotation));
        string[] operations =
        [
            .. CloudKills.Operations(Ground.Cloud).Skip(before).Concat(OfNoControlPlane).Distinct().Order(),
        ];
        Begin(KilledRun.Rotation, $"with an operation {how} as often as it is called");
        foreach (string operation in operations)
        {
            Assert.NotEqual(0, Ground.Cloud.Faults.Calls(operation));
            Ground.Cloud.Faults.Add(
                operation,
                fault,
                Ground.Cloud.Faults.Calls(operation) + 1,
                times: int.MaxValue / 2
            );
            ChildResult run = ChildProcess.Run(Rotate(KilledRun.Rotation, "--wait", "1s"));
            Ground.Cloud.Faults.Clear();
            Assert.InRange(run.ExitCode, 0, 78);
            Assert.NotEqual(64, run.ExitCode);
            StartAgain(KilledRun.Rotation, $"{operation}: {EndOf(run)}");
        }

        Table.End();
    }
}
