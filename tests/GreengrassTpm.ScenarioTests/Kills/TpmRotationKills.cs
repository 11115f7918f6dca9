using GreengrassTpm.Build;
using GreengrassTpm.Credentials;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation of key and certificate on tpm2-pkcs11, killed everywhere.</summary>
public sealed class TpmRotationKills(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    [Fact]
    public void Killed_after_any_call_that_changes_the_token_it_ends_with_one_working_credential()
    {
        AroundCalls = [FaultKind.KillAfter];
        TryCalls("rotation on tpm2-pkcs11", from: 1);
    }

    // What is before a call is after the one before it, or after a write of the journal.
    [Trait("Category", TestSuite.KillCategory)]
    [Fact]
    public void Killed_before_any_call_that_changes_the_token_it_ends_with_one_working_credential()
    {
        AroundCalls = [FaultKind.KillBefore];
        TryCalls("rotation on tpm2-pkcs11", from: 1);
    }

    [Fact]
    public void Killed_within_any_write_of_the_journal_it_ends_with_one_working_credential()
    {
        AroundWrites = [FaultKind.KillWithin];
        TryJournal("rotation on tpm2-pkcs11", RotationState.Planned);
    }

    // What is after a write is within the next one, or before a call.
    [Trait("Category", TestSuite.KillCategory)]
    [Fact]
    public void Killed_after_any_write_of_the_journal_it_ends_with_one_working_credential()
    {
        AroundWrites = [FaultKind.KillAfter];
        TryJournal("rotation on tpm2-pkcs11", RotationState.Planned);
    }
}
