using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>
/// A rotation of the certificate alone, a rollback and a recovery on tpm2-pkcs11, killed wherever another state is left; the
/// target Kill tries every point.
/// </summary>
public sealed class TpmWayBackKills(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    [Fact]
    public void A_certificate_only_rotation_that_is_killed_after_any_call_ends_with_one_working_credential() =>
        TryCalls(KilledRun.CertificateOnly, FaultKind.KillAfter);

    [Fact]
    public void A_rollback_that_is_killed_after_any_call_ends_with_the_previous_credential() =>
        TryCalls(KilledRun.Rollback, FaultKind.KillAfter);

    [Fact]
    public void A_rollback_that_is_killed_within_any_write_of_the_journal_ends_with_the_previous_credential() =>
        TryJournal(KilledRun.Rollback, FaultKind.KillWithin);

    [Fact]
    public void A_recovery_that_is_killed_anywhere_is_finished_by_the_next_one() => TryRecovery(KilledRun.Rotation);
}
