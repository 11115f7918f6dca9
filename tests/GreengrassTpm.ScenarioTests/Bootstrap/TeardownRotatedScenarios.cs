using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>What rotations have made of the device's identity is torn down like what provisioning has made.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class TeardownRotatedScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public void A_device_that_was_rotated_is_torn_down_whole()
    {
        using RotationGround rotated = new(shared.Tpm);
        rotated.RotateWhole();
        rotated.RotateWhole();
        ChildResult again = ChildProcess.Run(rotated.Device.Online(rotated.Cloud)).OrThrow();
        Assert.Contains("nothing to do", again.Output, StringComparison.Ordinal);
        Assert.Contains(rotated.CertificateOnToken(), again.Output, StringComparison.Ordinal);

        AssertTornDownWhole(rotated);
    }

    [Theory]
    [InlineData("C_GenerateKeyPair", 1)]
    [InlineData("C_CreateObject", 1)]
    [InlineData("C_SetAttributeValue", 3)]
    [InlineData("C_DestroyObject", 2)]
    public void A_device_whose_rotation_was_killed_is_torn_down_whole(string function, int call)
    {
        using RotationGround rotated = new(shared.Tpm);
        FaultPlan plan = FaultPlan.KillAfter(call) with { Counted = [function] };
        ChildResult killed = ChildProcess.Run(
            rotated
                .Rotate("--force", "--retire-after", "0s", "--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        Assert.True(killed.WasKilled, killed.Output + killed.Error);

        AssertTornDownWhole(rotated);
    }

    private static void AssertTornDownWhole(RotationGround rotated)
    {
        _ = ChildProcess.Run(rotated.Device.Teardown(rotated.Cloud)).OrThrow();

        Assert.Empty(rotated.Cloud.Snapshot().Certificates);
        Assert.Empty(rotated.Cloud.Snapshot().Things);
        Assert.Empty(rotated.Device.Rest());
    }
}
