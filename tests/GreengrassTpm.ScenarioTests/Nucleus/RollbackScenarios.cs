using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>New credentials that stop working after the switch.</summary>
[Collection(SharedTpm.Name)]
public sealed class RollbackScenarios(SoftwareTpmFixture shared)
{
    /// <summary>What somebody in the cloud does to a certificate.</summary>
    public enum Damage
    {
        Deactivated,
        WithoutPolicy,
        DeniedRoleAlias,
    }

    [Theory]
    [InlineData(Damage.Deactivated)]
    [InlineData(Damage.WithoutPolicy)]
    [InlineData(Damage.DeniedRoleAlias)]
    public async Task A_new_certificate_that_stops_working_after_the_switch_is_rolled_back(Damage damage)
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        string previous = device.Greengrass.FirstCertificateId;
        string staged;
        using (device.HoldRestart())
        {
            await device.Cloud.Server.CreateJobAsync(
                Device.ThingName,
                "job-1",
                new JsonObject { ["operation"] = "rotate-credential" }
            );
            await device.WaitForAsync(RotationState.Switched);
            staged = device.Cloud.ActiveCertificates().Single(id => id != previous);
            await (
                damage switch
                {
                    Damage.Deactivated => device.Cloud.DeactivateAsync(staged),
                    Damage.WithoutPolicy => device.Cloud.DetachPolicyAsync(staged),
                    _ => device.Cloud.DenyRoleAliasAsync(staged),
                }
            );
        }

        Rotation rotation = await device.WaitForAsync(RotationState.RolledBack);

        Assert.Contains("refuses the new credential", rotation.Reason, StringComparison.Ordinal);
        Assert.Equal(previous, await device.Greengrass.TokenExchangeIdentityAsync());
        await device.WaitAsync(
            () => device.Greengrass.BrokerIdentityAsync().Result == previous,
            "the nucleus' connection with the previous certificate"
        );
        Assert.Equal(3, device.Device.Objects().Count);
        Assert.Equal(2, device.Greengrass.Service.Restarts);
        await device.WaitAsync(
            () => device.Cloud.Server.Job(Device.ThingName, "job-1")?.Status == "FAILED",
            "the job's end"
        );
        // What may not act for itself any more, nobody on the device can give up: it is said.
        Assert.True(
            device.Cloud.CertificatesOfThing().SequenceEqual([previous])
                || rotation.Debts.Any(debt => debt.Contains(staged, StringComparison.Ordinal))
        );
    }

    /// <summary>Both certificates depend on it, so going back would gain nothing.</summary>
    [Fact]
    public async Task A_role_alias_that_breaks_after_the_switch_changes_nothing_and_the_rotation_ends_when_it_is_mended()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["confirmWithin"] = "4s" }
        );
        using (device.HoldRestart())
        {
            await device.RequestAsync("alias");
            await device.WaitForAsync(RotationState.Switched);
            device.Cloud.TrustRole(false);
        }

        await device.WaitForLogAsync("with either credential");
        Assert.Equal(RotationState.Switched, device.History.Rotations[^1].State);
        device.Cloud.TrustRole(true);

        await device.AssertRotatedAsync();
        Assert.Equal(1, device.Greengrass.Service.Restarts);
    }
}
