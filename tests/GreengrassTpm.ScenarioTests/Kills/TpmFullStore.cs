using GreengrassTpm.Build;
using GreengrassTpm.ScenarioTests.Component;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A rotation on tpm2-pkcs11 whose store's disk is full from any of its writes on.</summary>
[Trait("Category", TestSuite.KillCategory)]
public sealed class TpmFullStore(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    [Fact]
    public void It_ends_with_one_working_credential() =>
        TryFullDisk(KilledRun.Rotation, Ground.Device.Store, stride: 1);
}
