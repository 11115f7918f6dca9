using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation on SoftHSM2, killed between its calls; the target Kill tries every point.</summary>
public sealed class SoftHsmRotationKills(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(RotationGround.OnSoftHsm(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    // What is before a call is after the one before.
    [Fact]
    public void Killed_after_any_call_that_changes_the_token_it_ends_with_one_working_credential() =>
        TryCalls(KilledRun.Rotation, FaultKind.KillAfter);

    [Fact]
    public void With_a_disk_that_is_full_for_the_journal_it_ends_with_one_working_credential() =>
        TryFullDisk(KilledRun.Rotation, JournalFile, stride: 6);
}
