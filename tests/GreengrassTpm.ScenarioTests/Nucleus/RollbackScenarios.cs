using System.Text.Json.Nodes;
using GreengrassTpm.Build;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>New credentials that stop working after the switch.</summary>
[Collection(NucleusTpm.Name)]
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

    [Trait("Category", TestSuite.KillCategory)] // waits for the confirmation twice
    [Fact]
    public async Task A_nucleus_that_is_not_seen_using_what_works_is_started_once_more_and_then_rolled_back()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["confirmWithin"] = "4s" }
        );
        string previous = device.Greengrass.FirstCertificateId;
        using (device.HoldRestart())
        {
            await device.RequestAsync("unseen");
            await device.WaitForAsync(RotationState.Switched);
            await device.Cloud.DenyPublishingAsync(device.Cloud.ActiveCertificates().Single(id => id != previous));
        }

        Rotation rotation = await device.WaitForAsync(RotationState.RolledBack);

        Assert.Contains("not even after another start", rotation.Reason, StringComparison.Ordinal);
        Assert.Equal(1, rotation.Restarts);
        Assert.Equal(3, device.Greengrass.Service.Restarts);
        Assert.Equal([previous], device.Cloud.CertificatesOfThing());
        Assert.Equal(previous, await device.Greengrass.TokenExchangeIdentityAsync());
        Assert.Equal(3, device.Device.Objects().Count);
    }

    [Trait("Category", TestSuite.KillCategory)] // waits for the confirmation twice
    [Fact]
    public async Task A_new_credential_that_works_stays_where_the_previous_one_is_refused()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["confirmWithin"] = "4s" }
        );
        string previous = device.Greengrass.FirstCertificateId;
        string fresh;
        using (device.HoldRestart())
        {
            await device.RequestAsync("no-way-back");
            await device.WaitForAsync(RotationState.Switched);
            fresh = device.Cloud.ActiveCertificates().Single(id => id != previous);
            await device.Cloud.DenyPublishingAsync(fresh);
            await device.Cloud.DeactivateAsync(previous);
        }

        await device.WaitForLogAsync("the new one stays");
        Assert.Equal(RotationState.Switched, device.History.Rotations[^1].State);
        Assert.Equal(1, device.Greengrass.Service.Restarts);
        await device.Cloud.AllowPublishingAsync(fresh);

        Rotation rotation = await device.WaitForAsync(RotationState.Retired);
        Assert.Contains(previous, Assert.Single(rotation.Debts), StringComparison.Ordinal);
        Assert.Equal([fresh], device.Cloud.CertificatesOfThing());
        Assert.Equal(fresh, await device.Greengrass.TokenExchangeIdentityAsync());
        Assert.Equal(3, device.Device.Objects().Count);
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
