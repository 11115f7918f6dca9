using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>
/// Provisioning against AWS IoT, killed at any call to it and any replacement of a file, is finished by the next run: one thing, one
/// active certificate, no orphan.
/// </summary>
[Collection(SharedTpm.Name)]
public sealed class OnlineKillScenarios(SoftwareTpmFixture shared)
{
    private const string AnyCall = LocalCloud.FaultPlan.AnyOperation;

    [Fact]
    public void Killed_after_any_call_to_the_cloud_the_next_run_finishes()
    {
        int calls = CountCalls();
        for (int call = 1; call <= calls; call++)
        {
            KillAtCall(call, afterEffect: true);
        }
    }

    [Fact]
    public void Killed_before_any_change_of_the_cloud_the_next_run_finishes()
    {
        using CloudGround undisturbed = CloudGround.Start(shared.Tpm);
        undisturbed.Provision();
        int[] changes =
        [
            .. undisturbed
                .Cloud.Calls.Select((call, index) => (call.Operation, Number: index + 1))
                .Where(call => !IsReading(call.Operation))
                .Select(call => call.Number),
        ];
        Assert.Equal(6, changes.Length);

        foreach (int call in changes)
        {
            KillAtCall(call, afterEffect: false);
        }
    }

    [Fact]
    public async Task Killed_after_any_call_that_replaces_an_earlier_certificate_the_next_run_finishes()
    {
        int calls = await CountReplacementCallsAsync();
        for (int call = 1; call <= calls; call++)
        {
            using CloudGround ground = CloudGround.Start(shared.Tpm);
            await ground.AttachAnotherAsync();
            Kill(ground, ground.Cloud.Calls.Count + call, afterEffect: true, "--replace");

            ground.Provision("--replace");

            ground.AssertOneIdentity();
        }
    }

    [Fact]
    public void Killed_at_any_replacement_of_a_file_the_next_run_finishes()
    {
        int changes = CountReplacedFiles();
        for (int change = 1; change <= changes; change++)
        {
            KillAtFile(change, FaultKind.KillBefore);
            KillAtFile(change, FaultKind.KillAfter);
        }
    }

    private int CountCalls()
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        ground.Provision();
        return ground.Cloud.Calls.Count;
    }

    private async Task<int> CountReplacementCallsAsync()
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        await ground.AttachAnotherAsync();
        int before = ground.Cloud.Calls.Count;
        ground.Provision("--replace");
        return ground.Cloud.Calls.Count - before;
    }

    private void KillAtCall(int call, bool afterEffect)
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        Kill(ground, call, afterEffect);

        ground.Provision();

        ground.AssertOneIdentity();
    }

    private static void Kill(CloudGround ground, int call, bool afterEffect, params IEnumerable<string> arguments)
    {
        TaskCompletionSource<ChildProcess> started = new();
        ground.Cloud.Faults.Add(
            AnyCall,
            Fault.ClientKilled(() => started.Task.GetAwaiter().GetResult().Signal(UnixSignal.Kill), afterEffect),
            call
        );
        using ChildProcess run = ChildProcess.Start(ground.Device.Online(ground.Cloud, arguments));
        started.SetResult(run);
        Assert.True(run.Wait().WasKilled, $"call {call} was not reached");
    }

    private void KillAtFile(int change, FaultKind kind)
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        FaultPlan plan = Renames with { Kind = kind, Call = change };
        ChildResult killed = ChildProcess.Run(
            ground.Device.Online(ground.Cloud).With(FileFaults.Environment(ground.Device.Root, plan))
        );
        Assert.True(killed.WasKilled, $"file {change} was not reached: {killed.Error}");

        ground.Provision();

        ground.AssertOneIdentity();
    }

    private int CountReplacedFiles()
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        FaultPlan watch = Renames with { LogFile = ground.Device.FileNamed("changes.log") };
        _ = ChildProcess
            .Run(ground.Device.Online(ground.Cloud).With(FileFaults.Environment(ground.Device.Root, watch)))
            .OrThrow();
        return FaultPlan.ReadLog(watch.LogFile).Count(change => change.Number is not null);
    }

    private static FaultPlan Renames => FaultPlan.None with { Counted = ["rename"] };

    private static bool IsReading(string operation) =>
        operation.StartsWith("Describe", StringComparison.Ordinal)
        || operation.StartsWith("List", StringComparison.Ordinal)
        || operation.StartsWith("Get", StringComparison.Ordinal);
}
