using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation on SoftHSM2, killed between its calls.</summary>
public sealed class SoftHsmRotationKills : RotationKills, IClassFixture<SoftwareTpmFixture>
{
    public SoftHsmRotationKills(SoftwareTpmFixture shared, ITestOutputHelper output)
        : base(RotationGround.OnSoftHsm(shared.Tpm), output) => AroundCalls = [FaultKind.KillAfter]; // what is before a call is after the one before; the target Kill tries both

    [Fact]
    public void Killed_at_any_call_that_changes_the_token_it_ends_with_one_working_credential() =>
        TryCalls("rotation on SoftHSM2", from: 1);
}
