using GreengrassTpm.ScenarioTests.Component;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation on SoftHSM2, killed between its calls.</summary>
public sealed class SoftHsmRotationKills(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(RotationGround.OnSoftHsm(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    [Fact]
    public void Killed_at_any_call_that_changes_the_token_it_ends_with_one_working_credential() =>
        TryCalls("rotation on SoftHSM2", from: 1);
}
