using GreengrassTpm.Build;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>Every point at which a rotation, a rollback and their recovery can be killed.</summary>
[Trait("Category", TestSuite.KillCategory)]
public abstract class EveryKill : RotationKills
{
    private protected EveryKill(RotationGround ground, ITestOutputHelper output)
        : base(ground, output) { }

    [Theory]
    [InlineData("rotation")]
    [InlineData("certificate-only rotation")]
    [InlineData("rollback")]
    public void Killed_at_any_call_that_changes_the_token_it_ends_with_one_working_credential(string run) =>
        TryCalls(KilledRun.Named(run), FaultKind.KillBefore, FaultKind.KillAfter);

    // Half a line is what a kill before the whole of it leaves at the worst.
    [Theory]
    [InlineData("rotation")]
    [InlineData("certificate-only rotation")]
    [InlineData("rollback")]
    public void Killed_at_any_write_of_the_journal_it_ends_with_one_working_credential(string run) =>
        TryJournal(KilledRun.Named(run), FaultKind.KillWithin, FaultKind.KillAfter);

    [Theory]
    [InlineData("rotation")]
    [InlineData("rollback")]
    public void A_recovery_that_is_killed_anywhere_is_finished_by_the_next_one(string run) =>
        TryRecovery(KilledRun.Named(run));

    [Theory]
    [InlineData("rotation")]
    [InlineData("rollback")]
    public void With_a_disk_that_is_full_for_the_journal_it_ends_with_one_working_credential(string run) =>
        TryFullDisk(KilledRun.Named(run), JournalFile, stride: 1);
}

/// <inheritdoc cref="EveryKill"/>
public sealed class TpmEveryKill(SoftwareTpmFixture shared, ITestOutputHelper output)
    : EveryKill(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>;

/// <inheritdoc cref="EveryKill"/>
public sealed class SoftHsmEveryKill(SoftwareTpmFixture shared, ITestOutputHelper output)
    : EveryKill(RotationGround.OnSoftHsm(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>;
