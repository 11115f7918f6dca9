using GreengrassTpm.Build;
using GreengrassTpm.Credentials;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation of the certificate alone, a rollback and a recovery on tpm2-pkcs11, killed everywhere.</summary>
public sealed class TpmWayBackKills : RotationKills, IClassFixture<SoftwareTpmFixture>
{
    // Generation, certificate, six writes of the switch: tried with the rotation that goes well.
    private const int FirstCallOfRollback = 9;

    public TpmWayBackKills(SoftwareTpmFixture shared, ITestOutputHelper output)
        : base(new RotationGround(shared.Tpm), output) => AroundWrites = [FaultKind.KillWithin]; // what is after a write is within the next, or before a call; the target Kill tries both

    [Fact]
    public void A_certificate_only_rotation_that_is_killed_after_any_call_ends_with_one_working_credential()
    {
        AroundCalls = [FaultKind.KillAfter];
        TryCalls("certificate-only rotation on tpm2-pkcs11", 1, "--mode", "certificate-only");
    }

    [Trait("Category", TestSuite.KillCategory)]
    [Fact]
    public void A_certificate_only_rotation_that_is_killed_before_any_call_ends_with_one_working_credential()
    {
        AroundCalls = [FaultKind.KillBefore];
        TryCalls("certificate-only rotation on tpm2-pkcs11", 1, "--mode", "certificate-only");
    }

    [Trait("Category", TestSuite.KillCategory)]
    [Fact]
    public void A_certificate_only_rotation_that_is_killed_at_any_write_of_the_journal_ends_with_one_working_credential() =>
        TryJournal("certificate-only rotation on tpm2-pkcs11", RotationState.Planned, "--mode", "certificate-only");

    [Fact]
    public void A_rollback_that_is_killed_after_any_call_ends_with_the_previous_credential()
    {
        RefuseAfterSwitch();
        AroundCalls = [FaultKind.KillAfter];
        TryCalls("rollback on tpm2-pkcs11", FirstCallOfRollback);
    }

    [Trait("Category", TestSuite.KillCategory)]
    [Fact]
    public void A_rollback_that_is_killed_before_any_call_ends_with_the_previous_credential()
    {
        RefuseAfterSwitch();
        AroundCalls = [FaultKind.KillBefore];
        TryCalls("rollback on tpm2-pkcs11", FirstCallOfRollback);
    }

    [Fact]
    public void A_rollback_that_is_killed_at_any_write_of_the_journal_ends_with_the_previous_credential()
    {
        RefuseAfterSwitch();
        TryJournal("rollback on tpm2-pkcs11", RotationState.RollingBack);
    }

    [Fact]
    public void A_recovery_that_is_killed_anywhere_is_finished_by_the_next_one() => TryRecovery();
}
