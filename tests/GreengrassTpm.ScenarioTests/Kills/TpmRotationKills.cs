using GreengrassTpm.Credentials;
using GreengrassTpm.ScenarioTests.Component;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation of key and certificate on tpm2-pkcs11, killed everywhere.</summary>
public sealed class TpmRotationKills(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    [Fact]
    public void Killed_at_any_call_that_changes_the_token_it_ends_with_one_working_credential() =>
        TryCalls("rotation on tpm2-pkcs11", from: 1);

    [Fact]
    public void Killed_at_any_write_of_the_journal_it_ends_with_one_working_credential() =>
        TryJournal("rotation on tpm2-pkcs11", RotationState.Planned);
}
