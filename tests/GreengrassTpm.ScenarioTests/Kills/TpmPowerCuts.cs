using System.Globalization;
using GreengrassTpm.Build;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>
/// The power is cut right after a record of the journal, and the disk had not kept the store's latest transaction, of which
/// that record tells. The chip loses its power with the device, without an orderly shutdown.
/// </summary>
public sealed class TpmPowerCuts(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    [Fact]
    public void A_rotation_whose_latest_change_of_the_store_is_lost_ends_with_one_working_credential() =>
        TryPowerCuts(KilledRun.Rotation);

    [Trait("Category", TestSuite.KillCategory)]
    [Theory]
    [InlineData("certificate-only rotation")]
    [InlineData("rollback")]
    public void A_run_whose_latest_change_of_the_store_is_lost_ends_with_one_working_credential(string run) =>
        TryPowerCuts(KilledRun.Named(run));

    private void TryPowerCuts(KilledRun run)
    {
        Prepare(run);
        string log = NewFile("calls-and-writes");
        Watch(OnJournal(Proxied(run, FaultPlan.None with { LogFile = log }), Writes with { LogFile = log }));
        LoggedCall[] seen = [.. FaultPlan.ReadLog(log).Where(one => one.Number >= (IsCall(one) ? run.FirstCall : 1))];
        Begin(run, "at a power cut right after the record of a call whose effect is lost");
        foreach ((LoggedCall call, LoggedCall next) in seen.Zip(seen.Skip(1)))
        {
            // Where another call follows, the loss leaves what a kill before this one does.
            if (IsCall(call) && !IsCall(next))
            {
                CutPower(run, call.Number!.Value, next.Number!.Value);
                StartAgain(
                    run,
                    string.Create(CultureInfo.InvariantCulture, $"{call.Number, 3} lost   {call.Name}"),
                    again: true
                );
            }
        }

        Table.End();
    }

    private void CutPower(KilledRun run, int call, int write)
    {
        Command command = OnJournal(
            Proxied(run, new FaultPlan { Kind = FaultKind.StopBefore, Call = call }),
            Writes with
            {
                Kind = FaultKind.KillAfter,
                Call = write,
            }
        );
        using ChildProcess child = ChildProcess.Start(command);
        child.WaitFor(() => IsStopped(child.Id), "the call");
        string store = Ground.Device.FileNamed($"store-{Guid.NewGuid():n}");
        File.Copy(Ground.Device.StoreFile, store);
        child.Signal(UnixSignal.Continue);
        ChildResult killed = child.Wait();
        Assert.True(killed.WasKilled, killed.Output + killed.Error);
        File.Copy(store, Ground.Device.StoreFile, overwrite: true);
        shared.Tpm.Restart();
        // Whether a PIN has been used since the last orderly shutdown is what the chip counts, three times on this one.
        shared.Tpm.ClearLockout();
    }

    private static bool IsCall(LoggedCall one) => one.Name.StartsWith("C_", StringComparison.Ordinal);

    // proc_pid_stat(5)
    private static bool IsStopped(int process) =>
        File.ReadAllText($"/proc/{process}/stat").Contains(") T ", StringComparison.Ordinal);
}
