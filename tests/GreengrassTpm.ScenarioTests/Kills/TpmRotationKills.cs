using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation of key and certificate on tpm2-pkcs11, killed wherever another state is left; the target Kill tries every point.</summary>
public sealed class TpmRotationKills(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    // What is before a call is after the one before it, or after a write of the journal.
    [Fact]
    public void Killed_after_any_call_that_changes_the_token_it_ends_with_one_working_credential() =>
        TryCalls(KilledRun.Rotation, FaultKind.KillAfter);

    // What is after a write is within the next one, or before a call.
    [Fact]
    public void Killed_within_any_write_of_the_journal_it_ends_with_one_working_credential() =>
        TryJournal(KilledRun.Rotation, FaultKind.KillWithin);
}
